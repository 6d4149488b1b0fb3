const MAX_LENGTH = 64 * 1024;

export type TomlValue = string | string[];
export type TomlTables = Map<string, Map<string, TomlValue>>;

/**
 * The tables of a Markdown file's TOML front matter (between a `toml` fence), as far as advisories use TOML: texts and
 * lists of texts; other values are kept as written.
 */
export function readFrontMatter(markdown: string): TomlTables | undefined {
  const body = /^﻿?\s*```toml\r?\n([\s\S]*?)\r?\n```/.exec(markdown.slice(0, MAX_LENGTH))?.[1];
  if (body === undefined) return undefined;
  const tables: TomlTables = new Map();
  let table = new Map<string, TomlValue>();
  const lines = body.split(/\r?\n/);
  for (let i = 0; i < lines.length; i += 1) {
    const line = (lines[i] ?? '').trim();
    const header = /^\[([\w.-]+)\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      table = tables.get(header) ?? new Map();
      tables.set(header, table);
      continue;
    }
    const pair = /^([\w-]+)\s*=\s*(.*)$/.exec(line);
    if (!pair?.[1]) continue;
    let value = pair[2] ?? '';
    while (value.startsWith('[') && !isClosed(value) && i + 1 < lines.length) {
      i += 1;
      value += ` ${(lines[i] ?? '').trim()}`;
    }
    table.set(pair[1], readValue(value));
  }
  return tables;
}

const STRING = /"((?:[^"\\]|\\.)*)"|'([^']*)'/g;

/** True when the closing bracket is there, outside of the texts. */
const isClosed = (value: string): boolean => value.replace(STRING, '').includes(']');

function readValue(value: string): TomlValue {
  const found = [...value.matchAll(STRING)].map((m) => m[2] ?? (m[1] ?? '').replace(/\\(.)/g, '$1'));
  if (value.startsWith('[')) return found;
  return found[0] ?? value.replace(/\s*#.*$/, '').trim();
}
