/** OSV documents are read by `../osv-records.ts`, the same for every publisher of this form. */
export { osvFields } from '../osv-records.ts';
