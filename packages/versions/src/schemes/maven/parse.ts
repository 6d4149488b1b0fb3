import { isDigit, toCount } from '../../digits.ts';
import { type Item, type ListItem, type NumberItem, wordItem } from './item.ts';

const ZERO: NumberItem = { kind: 'number', value: 0 };

/** Reads a lower-case version as the nested lists of Maven's ComparableVersion. */
export function parseItems(text: string): ListItem {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #stack: ListItem[] = [{ kind: 'list', items: [] }];
  #list: ListItem;
  #start = 0;
  #inDigits = false;
  #isMixed = false;

  constructor(text: string) {
    this.#text = text;
    this.#list = this.#stack[0] as ListItem;
  }

  read(): ListItem {
    const text = this.#text;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 46) this.#onDot(i);
      else if (code === 45) this.#onDash(i);
      else if (isDigit(code)) this.#onDigit(i);
      else this.#onLetter(i);
    }
    if (text.length > this.#start) {
      if (!this.#inDigits) this.#nest();
      this.#list.items.push(this.#item(text.length));
    }
    const root = this.#stack[0] as ListItem;
    for (let i = this.#stack.length - 1; i >= 0; i--) normalise(this.#stack[i] as ListItem);
    return root;
  }

  #item(end: number): Item {
    const part = this.#text.slice(this.#start, end);
    if (this.#isMixed) {
      const compact = part.replaceAll('-', '');
      const at = compact.search(/\d/);
      return {
        kind: 'mixed',
        word: wordItem(compact.slice(0, at), true),
        number: { kind: 'number', value: toCount(compact.slice(at)) },
      };
    }
    return this.#inDigits ? { kind: 'number', value: toCount(part) } : wordItem(part, false);
  }

  /** Opens a list inside the current one, unless that is still empty. */
  #nest(): void {
    if (this.#list.items.length === 0) return;
    const inner: ListItem = { kind: 'list', items: [] };
    this.#list.items.push(inner);
    this.#stack.push(inner);
    this.#list = inner;
  }

  #onDot(at: number): void {
    this.#list.items.push(at === this.#start ? ZERO : this.#item(at));
    this.#isMixed = false;
    this.#start = at + 1;
  }

  #onDash(at: number): void {
    if (at === this.#start) this.#list.items.push(ZERO);
    else {
      // `rc-1` is `rc1`.
      if (!this.#inDigits && isDigit(this.#text.charCodeAt(at + 1))) {
        this.#isMixed = true;
        return;
      }
      this.#list.items.push(this.#item(at));
    }
    this.#start = at + 1;
    this.#nest();
    this.#isMixed = false;
  }

  #onDigit(at: number): void {
    if (!this.#inDigits && at > this.#start) {
      this.#isMixed = true;
      this.#nest();
    }
    this.#inDigits = true;
  }

  #onLetter(at: number): void {
    if (this.#inDigits && at > this.#start) {
      this.#list.items.push(this.#item(at));
      this.#start = at;
      this.#nest();
      this.#isMixed = false;
    }
    this.#inDigits = false;
  }
}

function isNothing(item: Item): boolean {
  return item.kind === 'number' ? item.value === 0 : item.kind === 'list' && item.items.length === 0;
}

/** Drops the zeros that do not count: at the end, or before a qualifier. */
function normalise(list: ListItem): void {
  for (let i = list.items.length - 1; i >= 0; i--) {
    const item = list.items[i] as Item;
    if (!isNothing(item)) continue;
    const next = list.items[i + 1];
    const first = next?.kind === 'list' ? next.items[0] : undefined;
    const dropped =
      next === undefined || next.kind === 'word' || first?.kind === 'mixed' || first?.kind === 'word';
    if (dropped) list.items.splice(i, 1);
  }
}
