import type { Token } from './tokenise.ts';
import type { Meaning } from './words.ts';

/** The tokens of a line, and the questions that the rules ask of them. */
export class Cursor {
  readonly tokens: readonly Token[];
  readonly line: string;

  constructor(tokens: readonly Token[], line: string) {
    this.tokens = tokens;
    this.line = line;
  }

  get length(): number {
    return this.tokens.length;
  }

  meaning(at: number): Meaning | undefined {
    const token = this.tokens[at];
    return token?.kind === 'word' ? token.meaning : undefined;
  }

  is(at: number, ...meanings: Meaning[]): boolean {
    const meaning = this.meaning(at);
    return meaning !== undefined && meanings.includes(meaning);
  }

  isVersion(at: number): boolean {
    return this.tokens[at]?.kind === 'version';
  }

  punct(at: number): string | undefined {
    const token = this.tokens[at];
    return token?.kind === 'punct' ? token.text : undefined;
  }

  word(at: number): string | undefined {
    const token = this.tokens[at];
    return token?.kind === 'word' ? token.plain : undefined;
  }

  /** After the words of these meanings (and the apostrophes between them). */
  skip(at: number, ...meanings: Meaning[]): number {
    let next = at;
    while (this.is(next, ...meanings) || (next > at && /^['’‘`´]$/.test(this.punct(next) ?? ''))) next++;
    return next;
  }

  /** After the bracket that opens at `at`; the end of the line when it is never closed. */
  closing(at: number): number {
    let depth = 0;
    for (let next = at; next < this.length; next++) {
      const mark = this.punct(next);
      if (mark === '(' || mark === '[') depth++;
      else if (mark === ')' || mark === ']') {
        depth--;
        if (depth <= 0) return next + 1;
      }
    }
    return this.length;
  }

  /** The line between two tokens. */
  text(from: number, to: number): string {
    const first = this.tokens[from];
    const last = this.tokens[to - 1];
    return first === undefined || last === undefined || to <= from
      ? ''
      : this.line.slice(first.start, last.end);
  }
}
