import { parse } from 'csv-parse/sync';
import { fail } from '../../errors.ts';

const REQUIRED = ['cveID', 'vulnerabilityName', 'dateAdded'];

/** CISA's CSV as the entries its JSON holds. */
export function readKevCsv(place: string, text: string): { place: string; value: unknown }[] {
  let rows: string[][];
  try {
    rows = parse(text, {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      maxRecordSize: 256 * 1024,
    });
  } catch (cause) {
    const line = cause instanceof Error && 'lines' in cause ? `:${String(cause.lines)}` : '';
    throw fail('feed-wrong-content', {
      cause,
      details: { feed: 'cisa-kev', place: `${place}${line}`, reason: 'CSV' },
    });
  }
  const [header = [], ...entries] = rows;
  const missing = REQUIRED.find((name) => !header.includes(name));
  if (missing)
    throw fail('feed-wrong-content', {
      details: { feed: 'cisa-kev', place: `${place}:1`, reason: `column ${missing} missing` },
    });
  return entries.map((row, i) => {
    const value: Record<string, unknown> = {};
    for (const [at, name] of header.entries()) value[name] = row[at] ?? '';
    if (typeof value.cwes === 'string')
      value.cwes = value.cwes
        .split(',')
        .map((c) => c.trim())
        .filter(Boolean);
    return { place: `${place}:${i + 2}`, value };
  });
}
