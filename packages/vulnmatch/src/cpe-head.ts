import { parseCpe } from '@vigie/identifiers';
import { compact, isNoName, vpKey } from './names.ts';

/** Vendor and product of a CPE name, as keys: all that most criteria are ever asked. */
export interface CpeHead {
  /** `vp:vendor:product`; empty when the vendor is open. */
  vp: string;
  /** Compact product; empty when open. */
  product: string;
}

const NONE: CpeHead = { vp: '', product: '' };
const heads = new Map<string, CpeHead>();
const MEMO_SIZE = 250_000;

/** Reads only the head of a name, remembered by its text: NVD holds millions of criteria of few products. */
export function headOf(name: string): CpeHead {
  const end = endOfProduct(name);
  const text = end === -1 ? name : name.slice(0, end);
  let head = heads.get(text);
  if (!head) {
    head = readHead(text);
    if (heads.size >= MEMO_SIZE) heads.clear();
    heads.set(text, head);
  }
  return head;
}

function readHead(text: string): CpeHead {
  const cpe = parseCpe(text);
  if (!cpe || isNoName(cpe.product) || cpe.product.startsWith('*')) return NONE;
  return { vp: isNoName(cpe.vendor) ? '' : vpKey(cpe.vendor, cpe.product), product: compact(cpe.product) };
}

/** Position of the colon after the product of a formatted string; -1 when there is none. */
function endOfProduct(name: string): number {
  let colons = 0;
  for (let i = 8; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    if (code === 92) i += 1;
    else if (code === 58) {
      colons += 1;
      if (colons === 3) return i;
    }
  }
  return -1;
}
