import type { Matchable } from '@vigie/vulnmatch';
import type { ErrorDetails } from '../../platform/errors.ts';
import type { OpenedFile } from '../../platform/files/read-archive.ts';
import type { OutboundRequest, OutboundResponse } from '../../platform/outbound/outbound.ts';
import type { Cvss, Kev, Ssvc } from '../model/vulnerability.ts';

export interface Bilingual {
  fr: string;
  en: string;
}

/** What one record says of the vulnerability it is about; merged with what the others say. */
export interface RecordFacts {
  rejected: boolean;
  title?: string;
  /** By language as given, `en`, `fr`, `es`… */
  summaries?: Record<string, string>;
  aliases?: string[];
  /** ISO instants. */
  published?: string;
  modified?: string;
  /** Every score the record holds, the record's own first. */
  cvss?: Cvss[];
  ssvc?: Ssvc;
  kev?: Kev;
  /** Short, for lists: `Fortinet FortiOS`. */
  products?: string[];
}

/** A dated statement that a vulnerability is exploited, or its end when it is no longer among those of the record. */
export interface Claim {
  vulnerabilityId: string;
  /** `known-exploited`, `alert`, `active`, `poc`. */
  claim: string;
  title: string;
  /** ISO date. */
  date: string | null;
  reference: string | null;
}

/** A CERT-FR notice. Dates are ISO instants. */
export interface Notice {
  reference: string;
  kind: 'avis' | 'alerte';
  title: string;
  summary: string | null;
  risks: string[];
  systems: { vendor: string | null; product: string | null; phrase: string }[];
  cves: string[];
  revisions: { at: string; description: string }[];
  publishedAt: string | null;
  revisedAt: string | null;
  closedAt: string | null;
  url: string;
}

/** One record of a source, read. `document` is kept as its original. */
export interface FeedRecord {
  /** The record's id in its source, of any length. */
  id: string;
  /** Where it was read, e.g. `cves.zip!cves/2024/0xxx/CVE-2024-0001.json`. */
  place: string;
  document: unknown;
  /** The source's own date of this state of the record: an older one never replaces a newer one. */
  revision: string | null;
  /** A digest of the record: it never replaces the record itself, which always replaces it. */
  isPartial?: true;
  /** Absent: the record is about no single vulnerability (a notice). */
  vulnerabilityId?: string;
  facts?: RecordFacts;
  matchable?: Matchable;
  claims: Claim[];
  notice?: Notice;
}

/** Columns of scores, `ids[i]` having `scores[i]` and `percentiles[i]`. */
export interface ScoreRows {
  ids: string[];
  scores: number[];
  percentiles: number[];
}

export type FeedItem =
  | { kind: 'record'; record: FeedRecord }
  | { kind: 'scores'; rows: ScoreRows }
  /** A record that cannot be read: told by place, and the rest goes on. */
  | { kind: 'problem'; place: string; code: string; details: ErrorDetails }
  /** Which edition this is; `at` is the publisher's date of the content. `model` names the method (EPSS). */
  | { kind: 'edition'; edition: string; at: string | null; model?: string; count?: number }
  /** The publisher says that nothing changed since the last pull. Alone. */
  | { kind: 'not-modified' }
  /** All items before it may be written; a later pull resumes from here. */
  | { kind: 'mark'; watermark: unknown }
  /**
   * Every record whose id begins so was given in this reading: those that were not are gone, unless
   * the source has said something newer than `revision` of them. An empty prefix means all. Streams only.
   */
  | { kind: 'whole'; prefix: string; revision?: string | null };

/** Something a person sets for a feed. A `secret` is sealed when stored and never shown again. */
export interface FeedSetting {
  key: string;
  kind: 'text' | 'list' | 'secret';
  label: Bilingual;
  help?: Bilingual;
  /** A `list` is separated by commas. Absent: empty. */
  initial?: string;
  maxLength: number;
}

export interface FeedSource {
  /** The configured address, or the feed's own. */
  url: string;
  watermark: unknown;
  now: Date;
  signal: AbortSignal | undefined;
  /** By key: what was set, else the feed's own value; a secret that was not set is empty. */
  settings: Record<string, string>;
  /** Waits, or stops with the signal. */
  wait(ms: number): Promise<void>;
  /** The platform's way out, with the purpose `feed:<id>` set. */
  fetch(url: string, request?: Partial<OutboundRequest>): Promise<OutboundResponse>;
  progress(done: number, total?: number): void;
}

export interface FeedFiles {
  files: AsyncIterable<OpenedFile>;
  signal: AbortSignal | undefined;
}

/**
 * A source of vulnerability facts as one folder `src/watch/feeds/<id>/`.
 *
 * `snapshot`: each edition is the whole (a record absent from it is removed; written in one piece or not at all).
 * `stream`: records come by and by (written by batch; a `mark` makes it resumable).
 */
export interface FeedDef {
  /** The folder's name. */
  id: string;
  title: Bilingual;
  description: Bilingual;
  publisher: string;
  licence: { name: string; url: string };
  /** Words the publisher wants shown wherever the data is used. */
  notice?: string;
  /** False: heavy or of use to few; a person switches it on. */
  isOnAtFirst?: boolean;
  settings?: readonly FeedSetting[];
  homepage: string;
  url: string;
  mode: 'snapshot' | 'stream';
  /** Minutes between two pulls. */
  cadenceMinutes: number;
  /** After so many minutes without newer content the publisher's silence is itself news. */
  silenceMinutes?: number;
  /** Bound of one answer and of one month. */
  maxBytes: number;
  monthlyBytes: number;
  /** Absent: one document at `url`, asked for conditionally and given to `read`. */
  pull?(source: FeedSource): AsyncIterable<FeedItem>;
  /** Reads files a person or a bundle brings, or the answer of `url`. A file that is not of this feed throws. */
  read(input: FeedFiles): AsyncIterable<FeedItem>;
  /** The document's fields in words, for the history of changes. Keys are `watch:field.<key>`. */
  fields(document: unknown): Record<string, unknown>;
}

export function defineFeed(feed: FeedDef): FeedDef {
  return feed;
}
