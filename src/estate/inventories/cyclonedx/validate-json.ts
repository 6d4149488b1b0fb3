import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { fail } from '../../errors.ts';
import { addUniqueItems } from './unique-items.ts';

/** The official schemas, as the CycloneDX library ships them (Apache-2.0). */
export const SCHEMAS = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res',
  'schema',
);
export const JSON_VERSIONS = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;
const STRICT = new Set(['1.2', '1.3']);

const validators = new Map<string, ValidateFunction>();
let ajv: Ajv | undefined;

function schemaOf(name: string): object {
  return JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8'));
}

/** One validator a version, compiled when first needed. */
function validatorOf(version: string): ValidateFunction {
  const known = validators.get(version);
  if (known) return known;
  if (!ajv) {
    // Loose typing rules of the schemas themselves are not ours to mend; unknown formats are.
    ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true, addUsedSchema: false });
    addUniqueItems(ajv);
    addFormats.default(ajv);
    ajv.addFormat('iri-reference', isIriReference);
    ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/);
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
      const file = `${name}.SNAPSHOT.schema.json`;
      ajv.addSchema({ ...schemaOf(file), $id: `http://cyclonedx.org/schema/${file}` });
    }
  }
  const made = ajv.compile(
    schemaOf(`bom-${version}${STRICT.has(version) ? '-strict' : ''}.SNAPSHOT.schema.json`),
  );
  validators.set(version, made);
  return made;
}

/** RFC 3987 loosely: no white space, no control or delimiter that no reference may hold, percent signs followed by digits. */
function isIriReference(text: string): boolean {
  return !/[\s<>"{}|\\^`\p{Cc}]/u.test(text) && !/%(?![0-9a-f]{2})/i.test(text);
}

/** Refuses a document that its own version's schema refuses, naming the first place that does not fit. */
export function validateJson(bom: { specVersion?: unknown }, file: string): string {
  const version = String(bom.specVersion ?? '');
  if (!(JSON_VERSIONS as readonly string[]).includes(version)) {
    throw fail('inventory-refused', {
      details: { file, place: '/specVersion', reason: `CycloneDX ${version || '?'}` },
    });
  }
  const validate = validatorOf(version);
  if (!validate(bom)) {
    const error = worst(validate.errors ?? []);
    throw fail('inventory-refused', {
      details: { file, place: error?.instancePath || '/', reason: wordsOf(error) },
    });
  }
  return version;
}

/** The deepest place: with alternatives, it is the one that came closest. */
function worst(errors: readonly ErrorObject[]): ErrorObject | undefined {
  return [...errors].sort((a, b) => b.instancePath.split('/').length - a.instancePath.split('/').length)[0];
}

function wordsOf(error: ErrorObject | undefined): string {
  if (!error) return 'schema';
  const { additionalProperty, allowedValues } = error.params as {
    additionalProperty?: string;
    allowedValues?: unknown[];
  };
  if (additionalProperty) return `${error.message}: ${additionalProperty}`;
  if (allowedValues)
    return `${error.message}: ${allowedValues.slice(0, 8).join(', ')}${allowedValues.length > 8 ? '…' : ''}`;
  return error.message ?? error.keyword;
}
