import type { Readable } from 'node:stream';

/** A document as bytes, opened as often as needed. */
export interface InventoryDocument {
  /** As the person knows it: file name, or archive and entry. */
  name: string;
  size?: number;
  open(): Readable;
}

/** One thing installed. `ref` is unique in the document; `asset` is the ref of the asset it lies on, when the format says. */
export interface ComponentItem {
  kind: 'component';
  ref: string;
  name: string;
  version?: string;
  purl?: string;
  cpe?: string;
  vendor?: string;
  product?: string;
  type?: string;
  scope?: string;
  licences?: readonly string[];
  platforms?: readonly string[];
  asset?: string;
  dependsOn?: readonly string[];
}

export interface AssetItem {
  kind: 'asset';
  ref: string;
  name: string;
  assetKind: 'host' | 'appliance' | 'saas' | 'domain' | 'url' | 'network';
  vendor?: string;
  os?: string;
  serial?: string;
  owner?: string;
  location?: string;
}

/** What the whole document describes. */
export interface SubjectItem {
  kind: 'subject';
  name: string;
  version?: string;
}

/** Something read but not understood: said on the preview, never dropped in silence. `code` is a key of `estate:warning.*`. */
export interface WarningItem {
  kind: 'warning';
  place: string;
  code: string;
  details?: Record<string, unknown>;
}

/** CSV: the columns found, and which of our fields each was taken for. */
export interface ColumnsItem {
  kind: 'columns';
  columns: readonly string[];
  mapping: Readonly<Record<string, string>>;
}

export type InventoryItem = ComponentItem | AssetItem | SubjectItem | WarningItem | ColumnsItem;

export interface ParseOptions {
  /** Our field → the column's name. */
  mapping?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

export interface InventoryFormat {
  id: string;
  title: { fr: string; en: string };
  /** File endings and media types, for the file picker. */
  accepts: { extensions: readonly string[]; mediaTypes: readonly string[] };
  /** From the first 64 KiB as text and the name. */
  detect(head: string, name: string): 'yes' | 'maybe' | 'no';
  /** Items in document order. Throws `estate.inventory-*` with file and place; what was yielded before must not be used then. */
  parse(document: InventoryDocument, options: ParseOptions): AsyncIterable<InventoryItem>;
}

/** Declares a form of inventory; the folder's `index.ts` exports it as default. */
export function defineInventory(format: InventoryFormat): InventoryFormat {
  return format;
}
