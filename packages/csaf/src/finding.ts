/** What is wrong with a document, and where. */
export interface Finding {
  /** `schema`, or the number of a test of the norm: `6.1.6`. */
  rule: string;
  /** JSON pointer to the place. */
  path: string;
  /** The reason in English. */
  message: string;
}

/** After this many findings a report says no more: the document is refused anyway. */
export const MAX_FINDINGS = 500;

/** Where rules put what they find. */
export type Sink = (rule: string, path: string, message: string) => void;

/** Text of a document inside a message: shortened and without control characters. */
export const quote = (text: unknown): string => {
  const plain = String(text).replace(/[\p{C}\s]+/gu, ' ');
  return plain.length > 80 ? `"${plain.slice(0, 80)}…"` : `"${plain}"`;
};
