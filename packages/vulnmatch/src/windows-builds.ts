import type { Subject } from './subject.ts';

const BUILD = /^\d{1,6}(?:\.\d{1,9}){1,3}$/;

/** Four numbers, or fewer: `10.0.17763.6293`. */
export const isBuild = (text: string): boolean => BUILD.test(text);

/** Order of two builds by their numbers. */
export function compareBuilds(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(x.length, y.length); i += 1) {
    const order = (x[i] ?? 0) - (y[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** What tells one servicing branch of Windows from another: `10.0.17763`, `6.1.7601`. */
export function windowsFamily(build: string): string | undefined {
  return /^(?:6\.\d|10\.0)\.\d{4,5}(?=\.\d)/.exec(build)?.[0];
}

/** The build of a component that is Windows itself; `undefined` for anything else. */
export function windowsOf(
  subject: Subject,
): { build: string; family: string; kind: 'server' | 'client' | undefined } | undefined {
  const name = subject.vps.find((vp) => /^vp:microsoft:windows(?:server|rt|vista|xp|\d|$)/.test(vp));
  const build = subject.version;
  const family = build === undefined || !isBuild(build) ? undefined : windowsFamily(build);
  if (name === undefined || build === undefined || family === undefined) return undefined;
  const kind = name === 'vp:microsoft:windows' ? undefined : name.includes('server') ? 'server' : 'client';
  return { build, family, kind };
}

/** Index key of a build family. */
export const buildKey = (family: string): string => `win:${family}`;
