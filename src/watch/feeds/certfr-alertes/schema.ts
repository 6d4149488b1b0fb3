/** Notices and alerts share one form; only what is read of it. */
export { CertfrNotice, CertfrShort } from '../read-certfr.ts';
