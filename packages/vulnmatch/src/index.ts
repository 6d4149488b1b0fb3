export { type ComponentIndex, createIndex } from './component-index.ts';
export { matchablesFromCsaf } from './csaf/matchables.ts';
export { matchableFromCve5 } from './cve5.ts';
export { evaluate, joinSources as joinReasons } from './evaluate.ts';
export { keysOfComponent, keysOfMatchable } from './keys.ts';
export {
  matchableFromFriendsOfPhp,
  matchableFromRubySec,
  matchableFromRustSec,
} from './language-advisories.ts';
export { createMatcher, type Match, type Matcher } from './matcher.ts';
export {
  type AffectedClaim,
  type Component,
  type Criterion,
  MalformedRecordError,
  type Matchable,
  type MatchResult,
  METHOD_VERSION,
  type PackageClaim,
  type PackageRange,
  type ProductClaim,
  type Reason,
  type Status,
  type TreeClaim,
  type TreeNode,
  type Verdict,
  type VersionClaim,
} from './model.ts';
export { matchableFromNvd } from './nvd.ts';
export { matchableFromOsv } from './osv.ts';
export { normalName } from './package-keys.ts';
export { distributionOf, normalRelease } from './releases.ts';
export { readVersionText } from './version-text.ts';
