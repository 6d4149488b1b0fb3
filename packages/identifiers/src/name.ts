/** Longest name that is normalised; the rest is cut. */
const MAX_NAME_LENGTH = 256;

const LEGAL_FORMS =
  /(?:[ ,]+(?:inc|incorporated|corp|corporation|ltd|limited|llc|gmbh|ag|sa|sas|sarl|se|bv|b v|nv|oy|ab|kg|plc|co|company|pty|srl|spa|s a|foundation|software foundation))+$/;

/**
 * Brings a vendor or product name into the form in which names are compared: lower case, no accents, no legal form,
 * words parted by one space. `Apache Software Foundation` and `apache` → `apache`; `http_server` → `http server`.
 */
export function normaliseName(name: string): string {
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
  const short = plain.replace(LEGAL_FORMS, '');
  return short === '' ? plain : short;
}
