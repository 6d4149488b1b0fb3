import { expect } from 'vitest';
import {
  type Matchable,
  matchableFromRedHat,
  matchableFromUbuntu,
  matchablesFromDebianTracker,
  matchablesFromSecdb,
} from '../src/index.ts';

export type Release = Record<string, unknown>;
export const open = (more: Release = {}): Release => ({
  status: 'open',
  repositories: {},
  urgency: 'not yet assigned',
  ...more,
});
export const fixed = (fixed_version: string): Release => ({
  status: 'resolved',
  repositories: {},
  fixed_version,
  urgency: 'not yet assigned',
});

export function only(matchables: Matchable[]): Matchable {
  expect(matchables).toHaveLength(1);
  return JSON.parse(JSON.stringify(matchables[0]));
}
export const debian = (source: string, releases: Record<string, Release>): Matchable =>
  only(matchablesFromDebianTracker({ [source]: { 'CVE-2024-0001': { description: 'x', releases } } }));
export const ubuntu = (name: string, statuses: Release[]): Matchable =>
  JSON.parse(JSON.stringify(matchableFromUbuntu({ id: 'CVE-2024-0001', packages: [{ name, statuses }] })));
export const alpine = (
  name: string,
  secfixes: Record<string, string[]>,
  distroversion = 'v3.10',
): Matchable =>
  only(
    matchablesFromSecdb({
      distroversion,
      reponame: 'main',
      urlprefix: 'https://x',
      packages: [{ pkg: { name, secfixes } }],
    }),
  );
export const redHat = (release: Release[], state: Release[] = []): Matchable =>
  JSON.parse(
    JSON.stringify(
      matchableFromRedHat({ name: 'CVE-2024-0001', affected_release: release, package_state: state }),
    ),
  );
export const rhel = (cpeName: string, pkg: string): Release => ({
  product_name: 'RHEL',
  advisory: 'RHSA-1',
  package: pkg,
  cpe: cpeName,
});
