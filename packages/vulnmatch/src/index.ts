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
  type BuildClaim,
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
export { readsSiblings } from './reads-siblings.ts';
export { distributionOf, normalRelease } from './releases.ts';
export { isSecdb, matchablesFromSecdb } from './trackers/alpine.ts';
export { isDebianTracker, matchablesFromDebianTracker } from './trackers/debian.ts';
export { isMsrcDocument, matchablesFromMsrc } from './trackers/msrc.ts';
export { isRedHatRecord, matchableFromRedHat } from './trackers/redhat.ts';
export { isUbuntuRecord, matchableFromUbuntu } from './trackers/ubuntu.ts';
export { readVersionText } from './version-text.ts';
export { applyVex, statementsOn, type VexSubject } from './vex/apply-vex.ts';
export type { DocumentHead, MatchLine } from './vex/match-line.ts';
export { statementsFromVex, vexFormOf } from './vex/read-vex.ts';
export type { VexProduct, VexStatement, VexStatus } from './vex/statement.ts';
export { cycloneDxVexFrom } from './vex/write-cyclonedx.ts';
export { openVexFrom } from './vex/write-openvex.ts';
export { sarifFrom } from './vex/write-sarif.ts';
