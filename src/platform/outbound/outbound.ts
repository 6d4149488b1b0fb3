import type { Readable } from 'node:stream';

export interface OutboundRequest {
  /** Who asks, for the byte budget and the log, e.g. `feed:cisa-kev`. */
  purpose: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  accept?: string;
  /** Conditional GET: what the last answer gave. */
  etag?: string;
  lastModified?: string;
  /** Bounds; the answer beyond them is an error, not a truncation. Defaults: 256 MiB, 60 s to first byte, 15 min in all. */
  maxBytes?: number;
  headersTimeoutMs?: number;
  totalTimeoutMs?: number;
  /** Longest silence while the body arrives; 30 s by default. */
  stallTimeoutMs?: number;
  /** Bytes that this purpose may receive in a calendar month (UTC); absent: no bound. */
  monthlyBytes?: number;
  signal?: AbortSignal;
}

export interface OutboundResponse {
  /** After redirects. */
  url: string;
  status: number;
  notModified: boolean;
  headers: Record<string, string>;
  etag?: string;
  lastModified?: string;
  contentType?: string;
  /** Decompressed by Content-Encoding, counted against `maxBytes` while read. Empty when `notModified`. */
  body: Readable;
}

/**
 * The only way out of the process. Never call it inside a transaction. Refuses private, loopback and link-local targets unless configured, at
 * every hop.
 */
export interface Outbound {
  /** Throws `platform.outbound-*` errors (kind `theirs` where trying again can help); 4xx and 5xx are errors. */
  fetch(url: string, request: OutboundRequest): Promise<OutboundResponse>;
}
