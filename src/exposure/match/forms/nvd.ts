import { matchableFromNvd } from '@vigie/vulnmatch';
import { compile, isJson, type Json, type JsonForm, unknownForm } from './form.ts';

/** NVD API 2.0 and its feeds: a whole answer, one of its items, or the `cve` within. */
export const nvd: JsonForm = {
  id: 'nvd',
  recognises: (document) => isAnswer(document) || itemOf(document) !== undefined,
  *read(document, place) {
    const items = isAnswer(document) ? (document.vulnerabilities as unknown[]) : [document];
    for (const item of items) {
      const record = isJson(item) ? itemOf(item) : undefined;
      yield record ? compile(place, record, record.lastModified, matchableFromNvd) : unknownForm(place);
    }
  },
};

const isAnswer = (document: Json): boolean =>
  Array.isArray(document.vulnerabilities) &&
  ('resultsPerPage' in document || document.format === 'NVD_CVE' || 'totalResults' in document);

function itemOf(document: Json): Json | undefined {
  const item = isJson(document.cve) && typeof document.cve.id === 'string' ? document.cve : document;
  const isItem = 'configurations' in item || 'vulnStatus' in item || 'sourceIdentifier' in item;
  return typeof item.id === 'string' && isItem ? item : undefined;
}
