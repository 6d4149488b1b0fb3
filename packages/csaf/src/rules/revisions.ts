import { compareVersions } from '@vigie/versions';
import type { Context } from '../context.ts';
import { quote } from '../finding.ts';
import { instantOf, isDocumentVersion } from '../formats.ts';
import { itemsAt, type Json, textAt } from '../json.ts';

interface Revision {
  number: string;
  at: number;
  path: string;
}

/** Tests 6.1.14, 6.1.16 to 6.1.22 and 6.1.30: numbers and dates of the revisions. */
export function checkRevisions(context: Context): void {
  const { sink, tracking } = context;
  const path = '/document/tracking';
  const revisions = revisionsOf(tracking, path);
  const version = textAt(tracking, 'version');
  const status = textAt(tracking, 'status') ?? '';
  const isReleased = status === 'final' || status === 'interim';
  if (version !== undefined && isDocumentVersion(version)) {
    checkVersion(context, version, status);
    checkLatest(context, version, status, sorted(revisions));
  }
  checkOrder(context, revisions);
  const seen = new Set<string>();
  for (const { number, path: place } of revisions) {
    if (isReleased && majorOf(number) === 0)
      sink('6.1.18', place, `revision ${quote(number)} was before the release`);
    if (isPreRelease(number)) sink('6.1.19', place, `revision ${quote(number)} is a pre-release`);
    if (seen.has(number)) sink('6.1.22', place, `revision ${quote(number)} is listed twice`);
    seen.add(number);
  }
  const numbers = [
    ...revisions,
    ...(version === undefined ? [] : [{ number: version, path: `${path}/version` }]),
  ];
  const first = numbers[0];
  for (const { number, path: place } of numbers)
    if (first && number.includes('.') !== first.number.includes('.'))
      sink('6.1.30', place, `${quote(number)} and ${quote(first.number)} are two kinds of numbers`);
}

function revisionsOf(tracking: Json, path: string): Revision[] {
  return itemsAt(tracking, 'revision_history', path).flatMap(({ item, path: place }) => {
    const number = textAt(item, 'number');
    const at = instantOf(textAt(item, 'date'));
    if (number === undefined || !isDocumentVersion(number) || at === undefined) return [];
    return [{ number, at, path: `${place}/number` }];
  });
}

const majorOf = (version: string): number => Number(/^\d+/.exec(version)?.[0]);
const isPreRelease = (version: string): boolean => version.replace(/\+.*$/, '').includes('-');
const plain = (version: string): string => version.replace(/\+.*$/, '');
const full = (version: string): string => (version.includes('.') ? version : `${version}.0.0`);
const compare = (a: string, b: string): number => compareVersions('semver', full(a), full(b)) ?? 0;

function sorted(revisions: readonly Revision[]): Revision[] {
  return [...revisions].sort((a, b) => a.at - b.at || compare(a.number, b.number));
}

function checkVersion({ sink }: Context, version: string, status: string): void {
  const place = '/document/tracking/version';
  if ((majorOf(version) === 0 || isPreRelease(version)) && status !== 'draft')
    sink(
      '6.1.17',
      '/document/tracking/status',
      `version ${quote(version)} is a draft, the status is ${quote(status)}`,
    );
  if (isPreRelease(version) && (status === 'final' || status === 'interim'))
    sink('6.1.20', place, `version ${quote(version)} is a pre-release of a released document`);
}

function checkLatest({ sink }: Context, version: string, status: string, revisions: Revision[]): void {
  const last = revisions.at(-1);
  if (!last) return;
  const strip = (text: string): string =>
    status === 'draft' ? plain(text).replace(/-.*$/, '') : plain(text);
  if (strip(version) !== strip(last.number))
    sink(
      '6.1.16',
      '/document/tracking/version',
      `version ${quote(version)} is not that of the last revision, ${quote(last.number)}`,
    );
}

function checkOrder({ sink }: Context, revisions: readonly Revision[]): void {
  const ordered = sorted(revisions);
  for (const [i, revision] of ordered.entries()) {
    const before = ordered[i - 1];
    if (!before) {
      if (majorOf(revision.number) > 1)
        sink('6.1.21', revision.path, 'the first revision is neither 0 nor 1');
      continue;
    }
    if (compare(before.number, revision.number) > 0)
      sink('6.1.14', revision.path, `revision ${quote(revision.number)} follows ${quote(before.number)}`);
    const step = majorOf(revision.number) - majorOf(before.number);
    if (step > 1) {
      const missing = majorOf(before.number) + 1;
      const isElsewhere = revisions.some(({ number }) => majorOf(number) === missing);
      sink('6.1.21', revision.path, `revision ${missing} is ${isElsewhere ? 'not in its place' : 'missing'}`);
    }
  }
}
