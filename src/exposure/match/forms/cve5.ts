import { matchableFromCve5 } from '@vigie/vulnmatch';
import { compile, isJson, type JsonForm } from './form.ts';

/** CVE JSON 5.x records. */
export const cve5: JsonForm = {
  id: 'cve5',
  recognises: (document) => isJson(document.cveMetadata),
  *read(document, place) {
    const meta = isJson(document.cveMetadata) ? document.cveMetadata : {};
    yield compile(place, document, meta.dateUpdated, matchableFromCve5);
  },
};
