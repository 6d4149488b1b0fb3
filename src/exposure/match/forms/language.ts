import { matchableFromFriendsOfPhp, matchableFromRubySec, matchableFromRustSec } from '@vigie/vulnmatch';
import { parse } from 'yaml';
import { refuse } from '../errors.ts';
import { compile, isJson, type Json, type JsonForm, type TextForm, unknownForm } from './form.ts';
import { isOsv, osv } from './osv.ts';

const FILE = /([^/!]+(?:\/[^/!]+){0,4})$/;

/** RubySec, as JSON. */
export const rubySec: JsonForm = {
  id: 'rubysec',
  recognises: (d) =>
    (typeof d.gem === 'string' || typeof d.engine === 'string') && ('title' in d || 'description' in d),
  *read(document, place) {
    yield compile(place, document, document.date, matchableFromRubySec);
  },
};

/** FriendsOfPHP, as JSON. */
export const friendsOfPhp: JsonForm = {
  id: 'friendsofphp',
  recognises: (d) => isJson(d.branches) && typeof d.reference === 'string',
  *read(document, place) {
    yield compile(place, document, '', matchableFromFriendsOfPhp);
  },
};

/** The same in YAML, and OSV in YAML as PyPA keeps it. */
export const languageYaml: TextForm = {
  id: 'language-yaml',
  recognises: (text) => /^(gem|engine|reference|affected|id):/m.test(text),
  *read(text, place) {
    const document = readYaml(text, place);
    const form =
      [rubySec, friendsOfPhp].find((f) => f.recognises(document)) ?? (isOsv(document) ? osv : undefined);
    // Two advisories without an id of their own differ by their file.
    if (form) yield* form.read({ path: FILE.exec(place)?.[1] ?? place, ...document }, place);
    else yield unknownForm(place);
  },
};

/** RustSec: Markdown with TOML front matter. */
export const rustSec: TextForm = {
  id: 'rustsec',
  recognises: (text) => /^\uFEFF?\s*```toml\s/.test(text),
  *read(text, place) {
    yield compile(place, {}, '', () => matchableFromRustSec(text));
  },
};

function readYaml(text: string, place: string): Json {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100, schema: 'core', version: '1.2' });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 120) : '';
    throw refuse('advisory-malformed', { cause, details: { place, reason } });
  }
  if (!isJson(document)) throw unknownForm(place);
  return document;
}
