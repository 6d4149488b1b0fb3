/** Versions between two bounds, each written as in the phrase; an absent side is open. */
export interface Interval {
  ge?: string;
  gt?: string;
  le?: string;
  lt?: string;
}

/** What a phrase says of versions: an interval, one version, or all of them. */
export type Range = Interval | { eq: string } | { all: true };

/** Why a line is not simply `parsed`, or what else it says. */
export type Note =
  /** A patch, update or setting that the version number does not show decides as well. */
  | 'patch_level'
  /** Several bounds, one for each branch that the line does not name. */
  | 'several_bounds'
  /** A bound and its branch were written the wrong way round, and agree. */
  | 'swapped_words'
  /** Something is excepted. */
  | 'exception'
  /** The package of a distribution's line stands in the title only. */
  | 'package_from_title'
  /** The publisher gives no fix. */
  | 'no_fix'
  /** A second writing of the bound, or a remark in brackets, that no range was made of. */
  | 'remark'
  /** The bound is the number of a patch or bulletin. */
  | 'identifier'
  /** Part of the line has a version or a condition that was not understood. */
  | 'unread'
  /** A version in the label of the product, which no word calls a version. */
  | 'version_in_label'
  /** Longer than what is read. */
  | 'too_long';

/** One affected system as read. */
export interface ReadSystem {
  /** Reference of the avis, `CERTFR-2024-AVI-0221`. */
  reference: string;
  /** The line as published. */
  description: string;
  /** The product: the line without its version phrase. */
  product: string;
  /** Vendor that the avis names, unless `N/A`. */
  vendor?: string;
  ranges: Range[];
  /** CVEs that the line is restricted to; else all those of the avis. */
  cves: string[];
  /**
   * `parsed`: the ranges say what the phrase says. `to_confirm`: there is a version, and a person must read the phrase
   * (`ranges` hold what was understood). `none`: a product without version.
   */
  status: 'parsed' | 'to_confirm' | 'none';
  /** Operating systems and other products that the line is restricted to, as written. */
  platforms?: string[];
  /** Where the ranges were read, as offsets in `description`. */
  phrase?: { start: number; end: number; text: string };
  notes?: Note[];
}

/** The affected systems of one avis. */
export interface ReadAvis {
  reference: string;
  systems: ReadSystem[];
}
