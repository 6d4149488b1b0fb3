import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { fail } from '../../errors.ts';
import { SCHEMAS } from './validate-json.ts';

export const XML_VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

/** Refuses a document that its version's XSD refuses, naming the first line that does not fit. */
export async function validateXml(text: string, version: string, file: string): Promise<void> {
  const schema = readFileSync(join(SCHEMAS, `bom-${version}.SNAPSHOT.xsd`), 'utf8');
  const spdx = readFileSync(join(SCHEMAS, 'spdx.SNAPSHOT.xsd'), 'utf8');
  const result = await validateXML({
    // The text is handed over as UTF-8, whatever its declaration said of the bytes it came in.
    xml: [
      {
        fileName: 'bom.xml',
        contents: text.replace(/^\uFEFF?(\s*<\?xml[^>]*?)\s+encoding=(?:"[^"]*"|'[^']*')/, '$1'),
      },
    ],
    schema: [{ fileName: 'bom.xsd', contents: schema }],
    preload: ['spdx.SNAPSHOT.xsd', 'spdx.xsd', 'http://cyclonedx.org/schema/spdx'].map((fileName) => ({
      fileName,
      contents: spdx,
    })),
    maxMemoryPages: memoryPages.GiB,
  });
  if (result.valid) return;
  const [first] = result.errors;
  const line = first?.loc?.lineNumber;
  throw fail('inventory-refused', {
    details: { file, place: line ? `line ${line}` : '/', reason: clean(first?.message ?? 'XSD') },
  });
}

function clean(message: string): string {
  return message
    .replaceAll(/\{http:\/\/cyclonedx\.org\/schema\/[^}]*\}/g, '')
    .replace(/^Schemas (?:validity|parser) error : /, '')
    .trim()
    .slice(0, 300);
}
