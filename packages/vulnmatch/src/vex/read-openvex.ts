import { type Json, list, object, text, texts } from '../json.ts';
import { MalformedRecordError } from '../model.ts';
import {
  MAX_STATEMENTS,
  MAX_WORDS,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from './statement.ts';

const STATUSES = new Set(['not_affected', 'affected', 'fixed', 'under_investigation']);

/** OpenVEX 0.2 (and 0.0.1, whose products and vulnerabilities are plain texts): https://github.com/openvex/spec */
export function readOpenVex(root: Json): VexStatement[] {
  const author = text(root.author) ?? '';
  const document = text(root['@id']) ?? '';
  const issued = text(root.last_updated) ?? text(root.timestamp) ?? '';
  const items = list(root.statements, 'statements');
  if (items.length === 0) throw new MalformedRecordError('statements', 'list of statements');
  const statements: VexStatement[] = [];
  for (const [i, item] of items.slice(0, MAX_STATEMENTS).entries()) {
    const path = `statements[${i}]`;
    const entry = object(item, path);
    const status = text(entry.status) ?? '';
    if (!STATUSES.has(status)) throw new MalformedRecordError(`${path}.status`, 'VEX status');
    const justification = text(entry.justification, 100);
    const words = text(entry.impact_statement) ?? text(entry.action_statement) ?? text(entry.status_notes);
    statements.push({
      form: 'vex.openvex',
      ...vulnerabilityOf(entry.vulnerability, `${path}.vulnerability`),
      products: list(entry.products, `${path}.products`).flatMap((p, k) =>
        product(p, `${path}.products[${k}]`),
      ),
      status: status as VexStatus,
      ...(justification === undefined ? {} : { justification }),
      ...(words === undefined ? {} : { words: words.slice(0, MAX_WORDS) }),
      timestamp: text(entry.last_updated) ?? text(entry.timestamp) ?? issued,
      author,
      document,
    });
  }
  return statements;
}

function vulnerabilityOf(value: unknown, path: string): { vulnerability: string; aliases: string[] } {
  if (typeof value === 'string') return { vulnerability: value.slice(0, 200), aliases: [] };
  const entry = object(value, path);
  const name = text(entry.name, 200) ?? text(entry['@id'], 500);
  if (name === undefined) throw new MalformedRecordError(`${path}.name`, 'identifier');
  return { vulnerability: name, aliases: texts(entry.aliases, `${path}.aliases`).slice(0, 50) };
}

function product(value: unknown, path: string): VexProduct[] {
  if (typeof value === 'string') return [named(value)];
  const entry = object(value, path);
  const identifiers = entry.identifiers === undefined ? {} : object(entry.identifiers, `${path}.identifiers`);
  const id = text(entry['@id']);
  const purl = text(identifiers.purl);
  const cpe = ['cpe23', '@cpe23', 'cpe22', '@cpe22'].map((name) => text(identifiers[name])).find(Boolean);
  const made: VexProduct = {
    ...(id === undefined ? {} : named(id)),
    ...(purl ? { purl } : {}),
    ...(cpe ? { cpe } : {}),
  };
  const subcomponents = list(entry.subcomponents, `${path}.subcomponents`).flatMap((s, i) =>
    product(s, `${path}.subcomponents[${i}]`),
  );
  if (subcomponents.length > 0) made.subcomponents = subcomponents;
  return [made];
}

/** An identifier that is a package URL or a CPE says more than its letters. */
export function named(id: string): VexProduct {
  if (id.startsWith('pkg:')) return { purl: id };
  return /^cpe:/i.test(id) ? { cpe: id } : { id };
}
