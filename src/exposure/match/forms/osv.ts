import { matchableFromOsv } from '@vigie/vulnmatch';
import { compile, isJson, type Json, type JsonForm, unknownForm } from './form.ts';

/** OSV documents (GitHub's advisories, PyPA, Go, distributions' exports), or the answer of its query. */
export const osv: JsonForm = {
  id: 'osv',
  recognises: (document) => isOsv(document) || isAnswer(document),
  *read(document, place) {
    for (const record of isAnswer(document) ? (document.vulns as unknown[]) : [document]) {
      yield isJson(record) ? compile(place, record, record.modified, matchableFromOsv) : unknownForm(place);
    }
  },
};

const isAnswer = (document: Json): boolean => Array.isArray(document.vulns) && !('id' in document);

export const isOsv = (document: Json): boolean =>
  typeof document.id === 'string' &&
  !('vulnStatus' in document || 'configurations' in document) &&
  (Array.isArray(document.affected) || 'schema_version' in document || isBare(document));

/** A withdrawn or unreviewed record may affect nothing. */
const isBare = (document: Json): boolean =>
  'modified' in document && ('details' in document || 'summary' in document || 'withdrawn' in document);
