/** Longest name that is normalised; the rest is cut. */
const MAX_NAME_LENGTH = 256;

const LEGAL_FORMS =
  /(?:[ ,]+(?:inc|incorporated|corp|corporation|ltd|limited|llc|gmbh|ag|sa|sas|sarl|se|bv|b v|nv|oy|ab|kg|plc|co|company|pty|srl|spa|s a|foundation|software foundation))+$/;

/**
 * Brings a vendor or product name into the form in which names are compared: lower case, no accents, words parted by
 * one space (`http_server` → `http server`). Of a vendor the legal form is dropped too (`Cisco Systems, Inc.` →
 * `cisco systems`); of a product it is not, for `iPhone SE` and `Java SE` are no companies.
 */
export function normaliseName(name: string, kind: 'vendor' | 'product' = 'product'): string {
  const plain = name
    .slice(0, MAX_NAME_LENGTH)
    // Before the compatibility forms, in which ™ is `TM`.
    .replace(/[®™©]/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\((?:r|tm|c)\)/g, ' ')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
  if (kind === 'product') return plain;
  const short = plain.replace(LEGAL_FORMS, '');
  return short === '' ? plain : short;
}
