import type { Context } from '../context.ts';
import { quote } from '../finding.ts';
import { instantOf, isStrictDateTime } from '../formats.ts';
import { isJson, itemsAt, type Json, objectAt, textAt } from '../json.ts';

/** Members with the format date-time, wherever they stand. */
const DATES = new Set([
  'current_release_date',
  'initial_release_date',
  'date',
  'discovery_date',
  'disclosure_date',
  'exploitation_date',
  'timestamp',
]);

/** Tests 6.1.37, 6.1.45, 6.1.49 and 6.1.51 to 6.1.53: dates of CSAF 2.1. */
export function checkDates(context: Context): void {
  if (context.version !== '2.1') return;
  checkForms(context);
  const { sink, tracking, document } = context;
  const status = textAt(tracking, 'status');
  const isReleased = status === 'final' || status === 'interim';
  const isClear = textAt(objectAt(document, 'distribution', 'tlp'), 'label') === 'CLEAR';
  const newest = newestOf(tracking);
  const isLater = (text: string | undefined): boolean =>
    isReleased && newest !== undefined && (instantOf(text) ?? 0) > newest;
  for (const { item, path } of context.vulnerabilities) {
    if (isClear && isLater(textAt(item, 'disclosure_date')))
      sink('6.1.45', `${path}/disclosure_date`, 'disclosed after the last revision of a public document');
    for (const metric of itemsAt(item, 'metrics', path))
      for (const [name, rule] of [
        ['ssvc_v2', '6.1.49'],
        ['epss', '6.1.51'],
      ] as const)
        if (isLater(textAt(objectAt(metric.item, 'content', name), 'timestamp')))
          sink(rule, `${metric.path}/content/${name}/timestamp`, 'later than the last revision');
    for (const { item: known, path: place } of itemsAt(item, 'first_known_exploitation_dates', path)) {
      for (const name of ['date', 'exploitation_date'])
        if (isLater(textAt(known, name))) sink('6.1.52', `${place}/${name}`, 'later than the last revision');
      if (
        (instantOf(textAt(known, 'exploitation_date')) ?? 0) > (instantOf(textAt(known, 'date')) ?? Infinity)
      )
        sink('6.1.53', `${place}/exploitation_date`, 'later than the date of this statement');
    }
  }
}

function newestOf(tracking: Json): number | undefined {
  const dates = itemsAt(tracking, 'revision_history', '').flatMap(
    ({ item }) => instantOf(textAt(item, 'date')) ?? [],
  );
  return dates.length === 0 ? undefined : dates.reduce((a, b) => Math.max(a, b));
}

function checkForms({ root, sink }: Context): void {
  const open: { value: unknown; path: string }[] = [{ value: root, path: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    // The content of extensions has its own schema.
    if (!(Array.isArray(value) || isJson(value)) || path.endsWith('/x_extensions')) continue;
    for (const [name, member] of Object.entries(value)) {
      const place = `${path}/${name.slice(0, 50)}`;
      if (typeof member !== 'string') open.push({ value: member, path: place });
      else if (DATES.has(name) && !isStrictDateTime(member))
        sink('6.1.37', place, `${quote(member)} breaks the rules for dates`);
    }
  }
}
