import {
  ANY,
  CPE_ATTRIBUTES,
  type Cpe,
  type CpeAttribute,
  cpeOf,
  isPart,
  isWellFormed,
  literal,
  literalValue,
  MAX_CPE_LENGTH,
  NA,
} from './cpe.ts';

const NAMES = new Map<string, CpeAttribute>([
  ...CPE_ATTRIBUTES.map((name): [string, CpeAttribute] => [name, name]),
  ['sw_edition', 'swEdition'],
  ['target_sw', 'targetSw'],
  ['target_hw', 'targetHw'],
]);

/**
 * Reads one value as the well-formed names of NISTIR 7695 write it: `ANY`, `NA`, or a text in which every character
 * that is no letter, digit or `_` has a backslash (`8\.0\.6001`); without one `*` and `?` are wildcards.
 *
 * @returns the value as {@link Cpe} holds it; `undefined` when it is not well formed. Never throws.
 * @example
 * readCpeValue('9\\.*'); // '9.*'
 */
export function readCpeValue(text: string): string | undefined {
  if (text.length > MAX_CPE_LENGTH) return undefined;
  if (text === 'ANY' || text === '') return ANY;
  if (text === 'NA') return NA;
  let value = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char !== '\\') value += char;
    else if (++i < text.length) value += literal(text[i] ?? '');
    else return undefined;
  }
  value = literalValue(value, text === NA);
  return /\s/.test(value) || !isWellFormed(value) ? undefined : value;
}

/**
 * Reads a well-formed name from its attributes, those not given being ANY: `{ part: 'a', vendor: 'adobe' }`.
 *
 * @returns `undefined` for an attribute that CPE does not have, and for a value that is not well formed. Never throws.
 */
export function readCpeAttributes(attributes: Readonly<Record<string, unknown>>): Cpe | undefined {
  const cpe = cpeOf({});
  for (const [key, raw] of Object.entries(attributes)) {
    const name = NAMES.get(key);
    const value = typeof raw === 'string' ? readCpeValue(raw) : undefined;
    if (name === undefined || value === undefined) return undefined;
    cpe[name] = value;
  }
  cpe.part = cpe.part.toLowerCase();
  return isPart(cpe.part) ? cpe : undefined;
}

const WFN = /^wfn:\[(.*)\]$/s;
const PAIR = /\s*([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(ANY|NA))\s*(?:,|$)/sy;

/** Reads the text form of a well-formed name: `wfn:[part="a",vendor="adobe",version=ANY]`. */
export function parseWfn(text: string): Cpe | undefined {
  const inner = text.length > MAX_CPE_LENGTH ? undefined : WFN.exec(text.trim())?.[1];
  if (inner === undefined) return undefined;
  const attributes = new Map<string, string>();
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < inner.length) {
    const found = PAIR.exec(inner);
    if (found === null) return undefined;
    const [, name = '', quoted, logical = ''] = found;
    if (attributes.has(name)) return undefined;
    attributes.set(name, quoted ?? logical);
  }
  return readCpeAttributes(Object.fromEntries(attributes));
}
