/** What a record, or all records together, say of a component. `unknown` is "to be checked", never "safe". */
export type Verdict = 'affected' | 'not_affected' | 'unknown';

/** One thing of an inventory. Give what is known; nothing is guessed from what is absent. */
export interface Component {
  /** Names this component in results. */
  ref: string;
  /** The machine or product it lies on: components of one asset are each other's platform. */
  asset?: string;
  name?: string;
  version?: string;
  /** Package URL, with its qualifiers (`distro`, `epoch`, `upstream`, `arch`). */
  purl?: string;
  /** CPE 2.3 name, either binding. */
  cpe?: string;
  vendor?: string;
  product?: string;
  /** Operating systems or architectures in words: `Windows`, `Linux`, `x64`. */
  platforms?: string[];
}

/** One source's vote and what it was drawn from. */
export interface Reason {
  /** `cna`, `adp:CISA-ADP`, `nvd`… */
  source: string;
  /** Id of the rule that gave the vote; the README lists them. */
  rule: string;
  /** The range in words: `>= 10.2.0, < 10.2.9-h1`. */
  range?: string;
  /** The component's version as it was compared. */
  compared?: string;
  /** The order used; `custom` and `generic` are heuristics. */
  scheme?: string;
  vote: Verdict;
  /** The source's own words where the range was read from a phrase, or a note on how sure the vote is. */
  quote?: string;
}

export interface MatchResult {
  verdict: Verdict;
  reasons: Reason[];
  /** True when one source says affected and another says not affected. */
  conflict: boolean;
}

/** `a` affected, `n` not affected, `u` unknown. One letter because a store holds millions of them. */
export type Status = 'a' | 'n' | 'u';

/** One `versions[]` entry, read. All bounds absent and no `is`: every version. */
export interface VersionClaim {
  s: Status;
  is?: string;
  ge?: string;
  gt?: string;
  lt?: string;
  le?: string;
  /** The record's own versionType, when it names a scheme. Absent: `custom`. */
  t?: string;
  /** Sorted by `at`, ascending. */
  ch?: [at: string, status: Status][];
  /** The source's words, kept when the bounds were read from a phrase. */
  q?: string;
  /** The words were not understood, or no version is comparable with them. */
  vague?: true;
}

/** A distribution's claim about its own package. */
export interface DistroClaim {
  /** purl namespace: `redhat`, `fedora`. */
  id: string;
  /** Major release; absent: any. */
  major?: string;
  /** Minor release of an extended-support stream. */
  stream?: string;
}

/** One `affected[]` entry. */
export interface AffectedClaim {
  /** Whose container. */
  from: string;
  vendor?: string;
  product?: string;
  /** Package name where it is not the product's own name. */
  pkg?: string;
  /** Index keys of packages, e.g. `pkg:npm/lodash`. */
  purls?: string[];
  /** CPE names, version and update opened to ANY. */
  cpes?: string[];
  platforms?: string[];
  /** Set when the platforms were taken over from the CNA's entry for the same product. */
  lent?: true;
  distro?: DistroClaim;
  /** Vendorless entry whose collection address names the product itself. */
  attested?: true;
  /** defaultStatus. */
  d: Status;
  v?: VersionClaim[];
}

/** A criterion of a configuration: CPE, vulnerable or platform, and version bounds. */
export interface Criterion {
  c: string;
  /** Present and false: a platform condition. */
  v?: false;
  ge?: string;
  gt?: string;
  le?: string;
  lt?: string;
}

export interface TreeNode {
  op: 'and' | 'or';
  not?: true;
  m?: Criterion[];
  n?: TreeNode[];
}

/** A `cpeApplicability` or NVD configuration. */
export interface TreeClaim {
  from: string;
  root: TreeNode;
}

/** Versions between bounds that hold together; all absent: every version. Never an upper bound that means "no end". */
export interface PackageRange {
  ge?: string;
  gt?: string;
  lt?: string;
  le?: string;
  /** Status of the versions within; absent: affected. */
  s?: Status;
  /** Bounds are commits, which have no order. */
  git?: true;
}

/**
 * A statement on one package of an ecosystem, or of one release of a distribution. A version within a range, or in
 * `versions`, has that status; any other has `s`, which is `n` where absent and ranges or versions are given, else `u`.
 * So "unfixed" is `{ s: 'a' }`, "never affected" `{ s: 'n' }`, "fixed in 1.2-3" `{ ranges: [{ lt: '1.2-3' }] }`.
 */
export interface PackageClaim {
  /** Whose statement: `ghsa`, `go`, `debian`, `alpine`, `redhat`… Claims of one `from` are one vote. */
  from: string;
  /** purl type: `npm`, `deb`, `rpm`, `apk`. */
  eco: string;
  /** purl namespace, lower case; of a distribution the spelling of `distributionOf`. */
  ns?: string;
  /** Package name as `normalName` writes it; of a distribution the source's, or the binary's, whichever it names. */
  name: string;
  /** Binary packages built from it, where the statement names them and they are called otherwise. */
  bin?: string[];
  /** Release of a distribution as `normalRelease` writes it: `12`, `22.04`, `3.20`, `9`, `9.4`, `leap-15.5`. Absent: any. */
  release?: string;
  /** Scheme of the versions, where it is not that of the purl type. */
  scheme?: string;
  /** The source follows every release: where it names others only, that is no answer for this one. */
  tracker?: true;
  ranges?: PackageRange[];
  versions?: string[];
  s?: Status;
  /** The source's words worth showing: `postponed`, `fix needs Ubuntu Pro`. */
  note?: string;
}

/** A statement on a product of a product tree, and what it belongs to or stands on. */
export interface ProductClaim {
  /** Family of the rules in reasons; absent: `csaf`. */
  form?: 'msrc';
  claim: AffectedClaim;
  /** The product it is installed on or with, an optional or external component of. */
  on?: { how: string; name: string; claim?: AffectedClaim };
}

/** The build of Windows that carries the fix, for one servicing branch. */
export interface BuildClaim {
  from: string;
  /** `10.0.17763` */
  family: string;
  kind: 'server' | 'client';
  lt: string;
  /** The product as the source names it. */
  product: string;
  kb?: string;
}

/** A record compiled for matching: JSON, small, and evaluated without its source. */
export interface Matchable {
  id: string;
  /** Other ids of the same weakness. */
  aliases: string[];
  /** Weaknesses that a distribution's notice fixes: not other names of it. */
  upstream?: string[];
  /** The record's form: `cve5`, `nvd`, `osv`… */
  source: string;
  rejected: boolean;
  /** NVD's state of analysis where it is not done: `Deferred`, `Awaiting Analysis`. Its claims count all the same. */
  state?: string;
  /** `disputed`, `unsupported-when-assigned`, `exclusively-hosted-service`. */
  tags?: string[];
  affected?: AffectedClaim[];
  trees?: TreeClaim[];
  packages?: PackageClaim[];
  products?: ProductClaim[];
  builds?: BuildClaim[];
}

/** Changes whenever the same record and component could get another verdict or other reasons. */
export const METHOD_VERSION = '2026.11.2';

/** The record is not of the form its reader expects; `path` says where. */
export class MalformedRecordError extends Error {
  readonly path: string;
  constructor(path: string, expected: string) {
    super(`${path}: ${expected} expected`);
    this.name = 'MalformedRecordError';
    this.path = path;
  }
}
