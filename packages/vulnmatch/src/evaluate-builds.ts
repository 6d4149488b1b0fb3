import type { Vote } from './evaluate-affected.ts';
import type { BuildClaim, Reason } from './model.ts';
import type { Subject } from './subject.ts';
import { compareBuilds, windowsOf } from './windows-builds.ts';

/** The votes of fixed builds on Windows: those of the host's own family, and of its kind where that is known. */
export function voteOnBuilds(claims: readonly BuildClaim[], subject: Subject): Vote[] {
  const windows = windowsOf(subject);
  if (!windows) return [];
  const own = claims.filter(
    (c) => c.family === windows.family && (windows.kind === undefined || c.kind === windows.kind),
  );
  const [low] = [...own].sort((a, b) => compareBuilds(a.lt, b.lt));
  const [high] = [...own].sort((a, b) => compareBuilds(b.lt, a.lt));
  if (!low || !high) return [];
  const vote =
    compareBuilds(windows.build, low.lt) < 0
      ? 'affected'
      : compareBuilds(windows.build, high.lt) < 0
        ? 'unknown'
        : 'not_affected';
  const reason: Reason = {
    source: low.from,
    rule: 'msrc.build',
    range: low.lt === high.lt ? `< ${low.lt}` : `< ${low.lt} or < ${high.lt}`,
    compared: windows.build,
    scheme: 'build',
    vote,
    quote: `${low.product}${low.kb === undefined ? '' : `: ${low.kb}`}${vote === 'unknown' ? ' (fixed builds differ: hotpatch or not)' : ''}`,
  };
  return [{ reason, weak: false }];
}
