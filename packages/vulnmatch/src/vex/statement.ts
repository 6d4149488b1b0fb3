import type { Bounds } from '../version-text.ts';

export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';

/** A product as a statement names it; everything given must hold. */
export interface VexProduct {
  /** The document's own identifier; a component's `ref`, package URL or CPE may equal it. */
  id?: string;
  purl?: string;
  cpe?: string;
  vendor?: string;
  name?: string;
  /** Versions it is said of, any of them; absent: every version. */
  versions?: Bounds[];
  /** What inside the product the statement is about. */
  subcomponents?: VexProduct[];
}

/** One statement of a VEX document. */
export interface VexStatement {
  /** Rule of the reason it gives: the form of the document. */
  form: 'vex.openvex' | 'vex.csaf' | 'vex.cyclonedx';
  vulnerability: string;
  aliases: string[];
  products: VexProduct[];
  status: VexStatus;
  justification?: string;
  /** Impact, action or notes, in the author's words. */
  words?: string;
  /** ISO date; empty where the document gives none. */
  timestamp: string;
  author: string;
  /** The document's identifier. */
  document: string;
}

/** Longest text that a statement keeps. */
export const MAX_WORDS = 500;
/** Most statements read of one document. */
export const MAX_STATEMENTS = 50_000;
