import {
  CPE_ATTRIBUTES,
  type Cpe,
  cpeOf,
  isPart,
  isWellFormed,
  literal,
  literalValue,
  MAX_CPE_LENGTH,
} from './cpe.ts';

const PREFIX = 'cpe:2.3:';

/** Reads the formatted-string binding; trailing attributes may be left out. */
export function unbindFormattedString(text: string): Cpe | undefined {
  if (text.length > MAX_CPE_LENGTH || !text.toLowerCase().startsWith(PREFIX)) return undefined;
  const values = splitComponents(text.slice(PREFIX.length));
  if (values.length > CPE_ATTRIBUTES.length || values.length < 2) return undefined;
  const cpe = cpeOf({});
  for (let i = 0; i < values.length; i++) {
    const attribute = CPE_ATTRIBUTES[i];
    const value = readComponent(values[i] ?? '');
    if (attribute === undefined || value === undefined) return undefined;
    cpe[attribute] = value;
  }
  cpe.part = cpe.part.toLowerCase();
  return isPart(cpe.part) ? cpe : undefined;
}

/** Splits at the colons that no backslash escapes. */
function splitComponents(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === ':') {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function readComponent(raw: string): string | undefined {
  if (raw === '') return undefined;
  let value = '';
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i] ?? '';
    if (char !== '\\') value += char;
    else if (++i < raw.length) value += literal(raw[i] ?? '');
    else return undefined;
  }
  value = literalValue(value, raw === '-');
  return /\s/.test(value) || !isWellFormed(value) ? undefined : value;
}

/** Writes the formatted-string binding. */
export function bindFormattedString(cpe: Cpe): string {
  return `${PREFIX}${CPE_ATTRIBUTES.map((attribute) => writeComponent(cpe[attribute])).join(':')}`;
}

function writeComponent(value: string): string {
  if (value === '*' || value === '-' || value === '') return value || '*';
  let text = '';
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '\\') {
      const next = value[++i] ?? '';
      text += next === '-' ? next : `\\${next}`;
    } else if (char === '*' || char === '?') text += char;
    // NISTIR 7695 §6.2.2.1: these three stand without a backslash.
    else text += /[\w.\u0080-\uffff-]/.test(char) ? char : `\\${char}`;
  }
  return text === '-' ? '\\-' : text;
}
