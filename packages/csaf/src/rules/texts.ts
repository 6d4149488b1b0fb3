import type { Context } from '../context.ts';
import { quote } from '../finding.ts';
import { isUri } from '../formats.ts';
import { has, isJson, listAt, objectAt, textAt } from '../json.ts';
import { object, type Shape, text } from '../shape.ts';

/** Tests 6.1.12, 6.1.15, 6.1.23, 6.1.28, 6.1.54 and 6.1.60.1. */
export function checkTexts(context: Context): void {
  checkLanguages(context);
  const cves = new Set<string>();
  for (const { item, path } of context.vulnerabilities) {
    const cve = textAt(item, 'cve');
    if (cve === undefined) continue;
    if (cves.has(cve)) context.sink('6.1.23', `${path}/cve`, `${quote(cve)} is listed twice`);
    cves.add(cve);
  }
  if (context.version !== '2.1') return;
  const licence = textAt(context.document, 'license_expression');
  if (licence !== undefined && !isLicenceExpression(licence))
    context.sink('6.1.54', '/document/license_expression', `${quote(licence)} is not an SPDX expression`);
  checkExtensions(context);
}

function checkLanguages({ document, sink }: Context): void {
  const lang = textAt(document, 'lang');
  const source = textAt(document, 'source_lang');
  for (const [name, tag] of [
    ['lang', lang],
    ['source_lang', source],
  ] as const)
    if (tag !== undefined && !isKnownLanguage(tag))
      sink('6.1.12', `/document/${name}`, `${quote(tag)} is no language`);
  if (textAt(objectAt(document, 'publisher'), 'category') === 'translator') {
    if (!has(document, 'source_lang')) sink('6.1.15', '/document/source_lang', 'source_lang is missing');
    else if (!source) sink('6.1.15', '/document/source_lang', 'source_lang is empty');
  }
  if (lang !== undefined && source !== undefined && lang.toLowerCase() === source.toLowerCase())
    sink('6.1.28', '/document/source_lang', 'the translation is in the language of its source');
}

const names = (type: 'language' | 'region' | 'script') =>
  new Intl.DisplayNames(['en'], { type, fallback: 'none' });
const display = { language: names('language'), region: names('region'), script: names('script') };
/** ISO 3166 and ISO 15924 leave these to private use. */
const PRIVATE = /^(?:AA|Q[M-Z]|X[A-Z]|ZZ|Qa[a-b][a-z])$/;
const isNamed = (type: keyof typeof display, code: string): boolean => {
  if (type !== 'language' && PRIVATE.test(code)) return true;
  try {
    return display[type].of(code) !== undefined;
  } catch {
    return false;
  }
};

/** Two-letter languages, scripts and regions exist in CLDR; rarer languages (three letters) are taken as they are. */
function isKnownLanguage(tag: string): boolean {
  if (/^(?:x-|i-default$|i-mingo$)/i.test(tag)) return true;
  const [language = '', ...rest] = tag.split('-');
  if (language.length === 2 ? !isNamed('language', language) : language.length !== 3) return false;
  for (const part of rest) {
    if (part.length === 1) break;
    if (/^[a-z]{4}$/i.test(part) && !isNamed('script', part)) return false;
    if (/^(?:[a-z]{2}|\d{3})$/i.test(part) && !isNamed('region', part.toUpperCase())) return false;
  }
  return true;
}

/** SPDX 3.0.1 annex B; operators in capital or small letters, `+` after an identifier of the list only. */
function isLicenceExpression(expression: string): boolean {
  const tokens = expression.length > 2000 ? null : expression.match(/[()]|[^\s()]+/g);
  if (!tokens) return false;
  let depth = 0;
  let wantsLicence = true;
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1] ?? '';
    if (token === '(') {
      if (!wantsLicence) return false;
      depth += 1;
    } else if (token === ')') {
      if (wantsLicence || depth === 0) return false;
      depth -= 1;
    } else if (/^(?:AND|OR|and|or)$/.test(token)) {
      if (wantsLicence) return false;
      wantsLicence = true;
    } else if (/^(?:WITH|with)$/.test(token)) {
      if (wantsLicence || before === ')') return false;
      wantsLicence = true;
    } else {
      if (!wantsLicence || !isLicence(token, /^with$/i.test(before))) return false;
      wantsLicence = false;
    }
  }
  return depth === 0 && !wantsLicence;
}

/** CSAF forbids the `DocumentRef-` part of SPDX. */
function isLicence(token: string, isAddition: boolean): boolean {
  const reference = isAddition ? /^AdditionRef-[A-Za-z0-9.-]+$/ : /^LicenseRef-[A-Za-z0-9.-]+$/;
  if (/^(?:document|license|addition)ref-/i.test(token)) return reference.test(token);
  return isAddition ? /^[A-Za-z0-9.-]+$/.test(token) : /^[A-Za-z0-9.-]+\+?$/.test(token);
}

const CONTENT: Shape = object(
  {
    '$schema!': text({ test: isUri, what: 'a URI' }),
    'category!': text({ of: ['essential', 'significant', 'supplementary'] }),
    'content!': object({}, { min: 1 }),
    'critical!': (value, path, fail) => {
      if (typeof value !== 'boolean') fail(path, 'true or false expected');
    },
  },
  { closed: true },
);

function checkExtensions({ root, sink }: Context): void {
  const open: { value: unknown; path: string }[] = [{ value: root, path: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (Array.isArray(value))
      for (const [i, item] of value.entries()) open.push({ value: item, path: `${path}/${i}` });
    else if (isJson(value))
      for (const [name, member] of Object.entries(value)) {
        const place = `${path}/${name.slice(0, 50)}`;
        if (name !== 'x_extensions') open.push({ value: member, path: place });
        else
          for (const [i, item] of listAt(value, name).entries())
            CONTENT(item, `${place}/${i}`, (at, message) => sink('6.1.60.1', at, message));
      }
  }
}
