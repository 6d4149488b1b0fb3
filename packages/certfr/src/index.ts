export type { Interval, Note, Range, ReadAvis, ReadSystem } from './model.ts';
export { METHOD_VERSION, readAvis } from './read-avis.ts';
