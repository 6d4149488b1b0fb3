import { type Clause, readClause } from './clause.ts';
import { join, type Reading } from './combine.ts';
import type { Cursor } from './cursor.ts';
import type { Note, Range } from './model.ts';
import { isWithin } from './version-text.ts';
import { readVersion } from './versions.ts';

/** What stands after the first clause. */
export interface Tail extends Reading {
  platforms: string[];
  cves: string[];
  /** The listed CVEs are those that the line is not about. */
  isWithoutCves: boolean;
  /** Words that name the product when nothing stood before the versions. */
  named: string;
  /** Token after the last clause. */
  end: number;
}

const CVE_WORDS = new Set(
  'pour par la les le l vulnerabilite vulnerabilites faille failles cve et uniquement seulement concernant affecte affectes affectee affectees impacte impactes a aux de identifiee reference references'.split(
    ' ',
  ),
);
/** Settings and other things that a version number does not show. */
const CONDITION =
  /^(?:configur|utilis|execut|activ|desactiv|lorsqu|dont|si$|quand|uniquement|certain|necessit|install|non$|pas$|ne$|n$|sauf)/;
const NO_FIX =
  /ne (?:b[ée]n[ée]ficier|sera|seront)\S* pas|aucun correctif|pas de correctif|(?:plus|non) (?:maintenu|support|mise?s? à jour)|fin de vie/i;
const UNREAD_WORDS = 4;

/** `5.7.29 et antérieures` beside `8.0.19 et antérieures`: each of its own branch. */
const isOpenBelow = (range: Range): boolean =>
  !('eq' in range || 'all' in range) && range.ge === undefined && range.gt === undefined;

const isStroke = (mark: string | undefined): boolean =>
  mark !== undefined && /^[-–—/.…!?"'’«»”“|]$/.test(mark);

/** Reads what follows the first clause: other clauses, platforms, CVEs, remarks. */
export function readTail(line: Cursor, first: Clause, productWords: ReadonlySet<string>): Tail {
  return new TailReader(line, first, productWords).read();
}

class TailReader {
  readonly #line: Cursor;
  readonly #before: { productWords: ReadonlySet<string> };
  readonly #readings: Reading[];
  readonly #shape: Clause['shape'];
  readonly #platforms: string[] = [];
  readonly #cves: string[] = [];
  #isWithoutCves = false;
  #loose: number[] = [];
  #end: number;
  #at: number;

  constructor(line: Cursor, first: Clause, productWords: ReadonlySet<string>) {
    this.#line = line;
    this.#before = { productWords };
    this.#readings = [first];
    this.#shape = first.shape;
    this.#at = first.next;
    this.#end = first.next;
    if (first.platform !== undefined)
      this.#platforms.push(line.text(first.platform[0] + 1, first.platform[1]));
  }

  read(): Tail {
    const line = this.#line;
    while (this.#at < line.length) {
      const from = this.#at;
      this.#step();
      if (this.#at <= from) this.#at = from + 1;
    }
    const named = this.#judgeLoose();
    const open = this.#readings.flatMap((each) => each.ranges).filter(isOpenBelow);
    if (open.length > 1) this.#doubt('several_bounds');
    const reading = join(this.#readings);
    const isSure = reading.isSure;
    return {
      ...reading,
      isSure,
      platforms: this.#platforms,
      cves: this.#cves,
      isWithoutCves: this.#isWithoutCves,
      named,
      end: this.#end,
    };
  }

  #doubt(note: Note): void {
    this.#readings.push({ ranges: [], notes: [note], isSure: false });
  }

  #remark(note: Note): void {
    this.#readings.push({ ranges: [], notes: [note], isSure: true });
  }

  #step(): void {
    const line = this.#line;
    const mark = line.punct(this.#at);
    if (mark === '(' || mark === '[') {
      this.#bracket();
      return;
    }
    if (mark === '.' && this.#sentence()) return;
    if (mark !== undefined) {
      this.#at++;
      return;
    }
    if (this.#cveList() || this.#nextClause()) return;
    if (line.is(this.#at, 'without')) this.#condition('patch_level');
    else if (line.is(this.#at, 'except')) this.#condition('exception');
    else if (line.is(this.#at, 'with')) this.#condition('patch_level');
    else if (line.is(this.#at, 'platform')) this.#platform();
    else this.#loose.push(this.#at++);
  }

  /** A patch, an exception: the rest of the sentence decides, and is not read. */
  #condition(note: Note): void {
    this.#doubt(note);
    let next = this.#at + 1;
    while (
      next < this.#line.length &&
      this.#line.punct(next) !== '.' &&
      this.#line.tokens[next]?.kind !== 'cve'
    )
      next++;
    this.#at = next;
    this.#end = next;
  }

  #nextClause(): boolean {
    const line = this.#line;
    let start = line.skip(this.#at, 'and');
    if (line.word(start) === 'aux' || line.word(start) === 'les') start++;
    const clause = readClause(line, start, this.#before);
    if (clause === undefined || clause.strength === 'weak') return false;
    if (clause.shape === 'versions' && this.#loose.length > 0) this.#doubt('unread');
    if (this.#isSecondBound(clause)) return true;
    // `9 (V9.12) antérieures à V9.12.10`: what stands between was not read.
    if (this.#shape === 'versions' && clause.shape === 'bound') this.#doubt('unread');
    // Another product's versions in the same line.
    if (this.#loose.length > 0 && clause.shape === 'bound') this.#doubt('unread');
    this.#readings.push(clause);
    this.#at = clause.next;
    this.#end = clause.next;
    return true;
  }

  /** `supérieures ou égales à V2.8 versions antérieures à V3.1.1`: two sides of one interval. */
  #isSecondBound(clause: Clause): boolean {
    const [range] = clause.ranges;
    const last = this.#readings[0];
    const open = last?.ranges[0];
    if (this.#readings.length !== 1 || last === undefined || open === undefined || range === undefined)
      return false;
    if (clause.shape !== 'bound' || last.ranges.length !== 1 || clause.ranges.length !== 1) return false;
    if ('eq' in open || 'all' in open || 'eq' in range || 'all' in range) return false;
    const isLowOpen = open.le === undefined && open.lt === undefined;
    const isHighOpen = range.ge === undefined && range.gt === undefined;
    if (!isLowOpen || !isHighOpen) return false;
    this.#readings[0] = { ...join([last, clause]), ranges: [{ ...open, ...range }] };
    this.#at = clause.next;
    this.#end = clause.next;
    return true;
  }

  /** `sur Windows et Mac`, up to what is no name any more. */
  #platform(): void {
    const line = this.#line;
    const start = this.#at + 1;
    let next = start;
    while (next < line.length) {
      const mark = line.punct(next);
      if (mark === '.' || mark === ';' || mark === ':') break;
      if (mark === '(') next = line.closing(next) - 1;
      if (line.tokens[next]?.kind === 'cve' || line.is(next, 'without', 'with', 'except', 'versions')) break;
      if (line.is(next, 'before', 'after', 'until')) break;
      next++;
    }
    while (
      next > start &&
      (line.is(next - 1, 'and', 'platform', 'article', 'all') ||
        isStroke(line.punct(next - 1)) ||
        line.punct(next - 1) === ',')
    )
      next--;
    const text = line.text(start, next).trim();
    if (/^(?:les versions|la branche|les?|la)?\s*$/i.test(text)) {
      this.#at = start;
      return;
    }
    if (line.tokens.slice(start, next).some((token) => CONDITION.test(token.plain))) this.#doubt('unread');
    if (/^(?:les? |la )?(?:vuln|faille)/i.test(text)) this.#remark('remark');
    else this.#platforms.push(text.replace(/^(?:les? |la |l['’])/i, ''));
    this.#at = next;
  }

  /** `pour la vulnérabilité CVE-…, CVE-… et CVE-…` */
  #cveList(): boolean {
    const line = this.#line;
    let next = this.#at;
    let isWithout = false;
    for (let words = 0; words < 10 && next < line.length; words++) {
      const token = line.tokens[next];
      if (token === undefined || token.kind === 'cve') break;
      if (line.is(next, 'except')) isWithout = true;
      else if (token.kind === 'word' ? !CVE_WORDS.has(token.plain) : !/^[:,'’(]$/.test(token.text))
        return false;
      next++;
    }
    if (line.tokens[next]?.kind !== 'cve') return false;
    while (next < line.length) {
      const token = line.tokens[next];
      if (token?.kind === 'cve') this.#cves.push(token.text.toUpperCase());
      else if (token?.kind === 'punct' ? !/^[,/)]$/.test(token.text) : !line.is(next, 'and')) break;
      next++;
    }
    // An `et` before something else belongs to that.
    while (line.tokens[next - 1]?.kind !== 'cve') next--;
    if (isWithout) this.#isWithoutCves = true;
    this.#at = next;
    return true;
  }

  /** A sentence after the clause; true when it was passed over. */
  #sentence(): boolean {
    const line = this.#line;
    let end = this.#at + 1;
    while (end < line.length && line.punct(end) !== '.') end++;
    const text = line.text(this.#at + 1, end);
    if (text === '') return false;
    if (NO_FIX.test(text)) this.#remark('no_fix');
    else if (
      line.tokens
        .slice(this.#at + 1, end)
        .some((t) => t.kind === 'version' || ['versions', 'without', 'except'].includes(t.meaning))
    )
      this.#doubt('unread');
    else this.#remark('remark');
    this.#collectCves(this.#at + 1, end);
    this.#at = end;
    return true;
  }

  #collectCves(from: number, to: number): void {
    for (let next = from; next < to; next++) {
      const token = this.#line.tokens[next];
      if (token?.kind === 'cve') this.#cves.push(token.text.toUpperCase());
    }
  }

  /** `(pour la branche 4.1)`, `(15.0.8)`, `(CVE-2024-1234)`, `(fin de vie)`. */
  #bracket(): void {
    const line = this.#line;
    const start = this.#at + 1;
    const end = line.closing(this.#at);
    this.#at = end;
    const text = line.text(start, end - 1);
    const branch = this.#branchRemark(start, end - 1);
    if (branch) return;
    const inside = line.tokens.slice(start, end - 1);
    const isOtherNumber = inside.some((token) => /^plat(?:e-?)?form/.test(token.plain));
    if (inside.some((token) => token.kind === 'cve')) {
      if (inside.some((token) => ['except', 'without'].includes(token.meaning) || token.plain === 'ne'))
        this.#doubt('exception');
      else this.#collectCves(start, end - 1);
      return;
    }
    if (inside.some((token) => token.kind === 'word' && token.meaning === 'except')) this.#doubt('exception');
    else if (NO_FIX.test(text)) this.#remark('no_fix');
    else if (
      inside.some(
        (token) => token.kind === 'word' && ['before', 'after', 'without', 'until'].includes(token.meaning),
      )
    )
      this.#doubt('unread');
    else if (
      inside.some((token) => (token.meaning === 'versions' && !isOtherNumber) || CONDITION.test(token.plain))
    )
      this.#doubt('unread');
    else if (
      inside.filter((token) => token.kind === 'version').length > 1 &&
      inside.some((token) => token.text === ',')
    )
      this.#doubt('unread');
    else this.#remark('remark');
  }

  /** `versions antérieures à 4.1.4 (pour la branche 4.1)`. */
  #branchRemark(start: number, end: number): boolean {
    const line = this.#line;
    const place = line.skip(start, 'platform', 'article', 'versions', 'branch', 'from');
    if (place === start || !line.tokens.slice(start, place).some((token) => token.meaning === 'branch'))
      return false;
    const found = readVersion(line, place);
    const branch = found?.value[0];
    const last = this.#readings.at(-1);
    const range = last?.ranges[0];
    if (branch === undefined || last === undefined || range === undefined || found?.next !== end)
      return false;
    const from = branch.branch ?? branch.text;
    const isFit =
      last.ranges.length === 1 &&
      !('eq' in range) &&
      !('all' in range) &&
      range.ge === undefined &&
      range.gt === undefined &&
      isWithin(from, range.lt ?? range.le ?? '') &&
      from !== (range.lt ?? range.le);
    if (!isFit) {
      this.#doubt('unread');
      return true;
    }
    this.#readings[this.#readings.length - 1] = { ...last, ranges: [{ ge: from, ...range }] };
    return true;
  }

  /** Words that no rule took: a name, or something that must be looked at. */
  #judgeLoose(): string {
    const line = this.#line;
    const tokens = this.#loose.flatMap((at) => line.tokens[at] ?? []);
    const first = this.#loose[0];
    const last = this.#loose.at(-1);
    if (first === undefined || last === undefined) return '';
    const isName = this.#before.productWords.size === 0;
    const hasVersion = tokens.some((token) => token.kind === 'version' || token.kind === 'sign');
    const hasWord = tokens.some(
      (token) =>
        ['before', 'after', 'versions', 'until', 'patch', 'without', 'excluded'].includes(token.meaning) ||
        CONDITION.test(token.plain),
    );
    const words = tokens.filter((token) => token.meaning === 'other').length;
    if (hasVersion || hasWord || (words > UNREAD_WORDS && !isName)) this.#doubt('unread');
    return line.text(first, last + 1);
  }
}
