import { METHOD_VERSION } from '@vigie/vulnmatch';
import type { Platform } from '../platform/platform.ts';
import { countMatchables } from '../watch/index.ts';
import { type Ground, readGround } from './assess.ts';
import { gather, type Part } from './gather.ts';
import { beginReading, type Reading } from './give-way.ts';
import { type Hit, hitsOf } from './model/hits.ts';
import type { ComponentIndex } from './model/index-components.ts';
import { readAhead, takeTurns } from './pace.ts';
import { type Settled, settleFindings } from './settle-findings.ts';
import type { Scope } from './store/findings.ts';
import { insertRun } from './store/runs.ts';

export interface ReassessOptions {
  /** Only these vulnerabilities, or only these assets; both absent: everything. */
  vulnerabilityIds?: readonly string[];
  assetIds?: readonly string[];
  signal?: AbortSignal;
  progress?(done: number, total?: number): void;
  /** Smaller pieces than usual, for tests. */
  bounds?: Partial<Bounds>;
}

export interface Bounds {
  /** Records read at once. */
  records: number;
  /** Hits held before they are settled: bounds the memory, whatever the number of findings. */
  hits: number;
  /** Findings written in one transaction, and told in one event: a fraction of a second, then the screens have their turn. */
  findings: number;
}

const BOUNDS: Bounds = { records: 1000, hits: 3000, findings: 250 };

export interface ReassessResult {
  vulnerabilities: number;
  components: number;
  candidates: number;
  opened: number;
  changed: number;
  milliseconds: number;
}

/**
 * Brings the findings of a scope in line with what the sources and the estate say now. Idempotent; goes by pieces, each right by
 * itself, so that a run that is cut is simply begun again.
 */
export async function reassess(p: Platform, options: ReassessOptions = {}): Promise<ReassessResult> {
  const started = performance.now();
  const reading = beginReading(p.db, options);
  const bounds = { ...BOUNDS, ...options.bounds };
  try {
    const { index, parts } = await gather(p.db, options, bounds.records);
    const ground = await readGround(p, index.assetIds());
    const isAll = !options.vulnerabilityIds && !options.assetIds;
    const total = isAll ? await countMatchables(p.db) : undefined;
    const run = new Run(p, { index, ground, reading, options, bounds, total });
    await run.through(parts);
    const result = {
      vulnerabilities: run.records,
      components: index.size,
      candidates: run.candidates,
      ...run.settled,
      milliseconds: Math.round(performance.now() - started),
    };
    const { opened, ...told } = result;
    await insertRun(p.db, {
      ...told,
      changed: result.changed + opened,
      at: p.clock.now(),
      scope: options.assetIds ? 'assets' : options.vulnerabilityIds ? 'vulnerabilities' : 'all',
      method: METHOD_VERSION,
    });
    return result;
  } finally {
    reading.end();
  }
}

interface RunWith {
  index: ComponentIndex;
  ground: Ground;
  reading: Reading;
  options: ReassessOptions;
  bounds: Bounds;
  total: number | undefined;
}

/** One pass over the parts: while the database writes what one piece gave, the next is read and evaluated. */
class Run {
  records = 0;
  candidates = 0;
  readonly settled: Settled = { opened: 0, changed: 0 };
  readonly #p: Platform;
  readonly #with: RunWith;
  #settling: Promise<void> = Promise.resolve();

  constructor(p: Platform, runWith: RunWith) {
    this.#p = p;
    this.#with = runWith;
  }

  async through(parts: AsyncGenerator<Part>): Promise<void> {
    const { options, reading, total } = this.#with;
    try {
      for await (const { item: part, at } of readAhead(parts, reading.beganAt, reading.moment)) {
        await this.#evaluate(part, at);
        this.records += part.records;
        options.progress?.(this.records, total);
      }
      await this.#settling;
    } finally {
      // Whatever ends the run, no transaction of it goes on behind it.
      await this.#settling.catch(() => {});
      if (this.settled.opened + this.settled.changed > 0) this.#p.live.publish('exposure.findings');
    }
  }

  async #evaluate(part: Part, at: number): Promise<void> {
    const { index, options, bounds } = this.#with;
    const turn = takeTurns();
    let hits: Hit[] = [];
    let from = 0;
    for (const [i, group] of part.groups.entries()) {
      options.signal?.throwIfAborted();
      await turn();
      const found = hitsOf(group, index);
      this.candidates += found.candidates;
      for (const hit of found.hits) hits.push(hit);
      if (hits.length < bounds.hits || i + 1 === part.groups.length) continue;
      await this.#settle(part.scopeOf(from, i + 1), hits, at);
      hits = [];
      from = i + 1;
    }
    options.signal?.throwIfAborted();
    await this.#settle(part.scopeOf(from, part.groups.length), hits, at);
  }

  /** Waits for the piece before, then lets this one go on by itself. */
  async #settle(scope: Scope, hits: readonly Hit[], at: number): Promise<void> {
    await this.#settling;
    const { ground, reading, options, bounds } = this.#with;
    this.#settling = (async () => {
      const piece = { scope, hits, recordsAt: at };
      const done = await settleFindings(this.#p, piece, {
        reading,
        ground,
        most: bounds.findings,
        signal: options.signal,
      });
      this.settled.opened += done.opened;
      this.settled.changed += done.changed;
    })();
    // Awaited before the next piece; until then a failure is not one nobody handles.
    this.#settling.catch(() => {});
  }
}
