/** OSV documents are read by `../osv-records.ts`, the same for every publisher of this form. */
export { osvFields, osvItems } from '../osv-records.ts';
