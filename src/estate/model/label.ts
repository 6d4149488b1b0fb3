import { normaliseName } from '@vigie/identifiers';

/** What an inventory calls a product, without the version: the same for every version of it. */
export interface Label {
  key: string;
  vendor: string | null;
  name: string;
}

const MAX_TEXT = 256;
/** Architecture, edition of the installer, language: they never tell two products apart. */
const FORMS =
  /\((?:x64|x86|amd64|arm64|32[ -]?bits?|64[ -]?bits?|remove only|user|machine|fr(?:-fr)?|en(?:-us)?)\)|\b(?:x64|x86|x86_64|amd64|arm64|(?:32|64)[ -]bits?|fr-fr|en-us)\b/gi;
/** The serial number of an installed client: `ScreenConnect Client (a1b2c3d4)`. */
const SERIAL = /\((?=[0-9a-f]*\d)[0-9a-f]{6,32}\)|\{[0-9a-f-]{30,40}\}/gi;
const DOTTED = /(?:^|[\s(_-])(?:v(?:ersion)?\.?\s*)?\d+(?:\.\d+)+[\w.+-]*\)?(?=$|[\s,;)])/gi;
const UPDATE = /\b(?:update|service pack|sp|build|rev(?:ision)?)\s*\d+\b/gi;

/**
 * The label of a component that carries neither purl nor CPE. Its version, architecture and update number are taken out of
 * the name, so that what was decided of `7-Zip 23.01 (x64)` holds for `7-Zip 24.08`.
 */
export function labelOf(c: {
  name: string;
  version: string | null;
  purl: string | null;
  cpe: string | null;
  vendor: string | null;
  product: string | null;
}): Label | undefined {
  if (c.purl || c.cpe) return undefined;
  const written = (c.product ?? c.name).slice(0, MAX_TEXT);
  const name = withoutVersion(written, c.version);
  const vendor = c.vendor?.trim().slice(0, MAX_TEXT) || null;
  const plain = normaliseName(name);
  if (plain === '') return undefined;
  return { key: `${vendor ? normaliseName(vendor, 'vendor') : ''}|${plain}`, vendor, name };
}

function withoutVersion(written: string, version: string | null): string {
  let text = written;
  if (version && /\d/.test(version) && version.length < 60) {
    const at = text.lastIndexOf(version);
    const isApart =
      at > 0 &&
      !/[\p{L}\p{N}.]/u.test(text[at - 1] ?? '') &&
      !/[\p{L}\p{N}.]/u.test(text[at + version.length] ?? '');
    if (isApart) text = `${text.slice(0, at)} ${text.slice(at + version.length)}`;
  }
  text = text.replace(FORMS, ' ').replace(SERIAL, ' ').replace(DOTTED, ' ').replace(UPDATE, ' ');
  text = text
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;_-]+$/, '')
    .trim();
  return text === '' ? written.trim() : text;
}
