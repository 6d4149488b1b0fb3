import { type Cpe, cpeOf, isPart, isWellFormed, literal, literalValue, MAX_CPE_LENGTH } from './cpe.ts';

const PREFIX = 'cpe:/';
const URI_ATTRIBUTES = ['part', 'vendor', 'product', 'version', 'update', 'edition', 'language'] as const;
const PACKED = ['edition', 'swEdition', 'targetSw', 'targetHw', 'other'] as const;

/** Reads the URI binding of CPE 2.2, with the packed edition of CPE 2.3. */
export function unbindUri(text: string): Cpe | undefined {
  if (text.length > MAX_CPE_LENGTH || !text.toLowerCase().startsWith(PREFIX)) return undefined;
  const parts = text.slice(PREFIX.length).split(':');
  if (parts.length > URI_ATTRIBUTES.length) return undefined;
  const raw: Partial<Record<keyof Cpe, string>> = {};
  for (const [i, attribute] of URI_ATTRIBUTES.entries()) raw[attribute] = parts[i] ?? '';
  if (raw.edition?.startsWith('~')) {
    const packed = raw.edition.slice(1).split('~');
    if (packed.length > PACKED.length) return undefined;
    for (const [i, attribute] of PACKED.entries()) raw[attribute] = packed[i] ?? '';
  }
  const cpe = cpeOf({});
  for (const attribute of Object.keys(raw) as (keyof Cpe)[]) {
    const value = decodeComponent(raw[attribute] ?? '');
    if (value === undefined) return undefined;
    cpe[attribute] = value;
  }
  cpe.part = cpe.part.toLowerCase();
  return isPart(cpe.part) ? cpe : undefined;
}

function decodeComponent(raw: string): string | undefined {
  if (raw === '') return '*';
  let value = '';
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i] ?? '';
    if (char !== '%') {
      value += char === '\\' ? '\\\\' : char;
      continue;
    }
    const hex = raw.slice(i + 1, i + 3).toLowerCase();
    i += 2;
    if (hex === '01') value += '?';
    else if (hex === '02') value += '*';
    else {
      const code = /^[0-9a-f]{2}$/.test(hex) ? Number.parseInt(hex, 16) : 0;
      // Only printable ASCII has an encoding (NISTIR 7695 §6.1.3.2).
      if (code < 0x21 || code > 0x7e) return undefined;
      value += literal(String.fromCharCode(code));
    }
  }
  value = literalValue(value, raw === '-');
  return /\s/.test(value) || !isWellFormed(value) ? undefined : value;
}

/** Writes the URI binding; attributes that CPE 2.2 did not have are packed into the edition. */
export function bindUri(cpe: Cpe): string {
  const values = URI_ATTRIBUTES.map((attribute) =>
    attribute === 'edition' ? packEdition(cpe) : encodeComponent(cpe[attribute]),
  );
  return `${PREFIX}${values.join(':')}`.replace(/:+$/, '');
}

function packEdition(cpe: Cpe): string {
  const [edition = '', ...rest] = PACKED.map((attribute) => encodeComponent(cpe[attribute]));
  return rest.every((value) => value === '') ? edition : `~${[edition, ...rest].join('~')}`;
}

function encodeComponent(value: string): string {
  if (value === '*' || value === '') return '';
  if (value === '-') return '-';
  let text = '';
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '?') text += '%01';
    else if (char === '*') text += '%02';
    else text += percentEncode(char === '\\' ? (value[++i] ?? '') : char);
  }
  return text === '-' ? '%2d' : text;
}

function percentEncode(char: string): string {
  return /[\w.\u0080-\uffff-]/.test(char) ? char : `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
