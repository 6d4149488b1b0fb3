import type { Db } from '../platform/db/database.ts';

/** What a reassessment speaks of; nothing: everything. */
export interface Touched {
  vulnerabilityIds?: readonly string[];
  assetIds?: readonly string[];
}

/**
 * One reassessment under way. A long one reads, computes and writes for a minute; meanwhile a changed advisory or inventory is
 * assessed by a run of its own, on newer data. What that run settles is left to it: it must not be overwritten by what was read
 * before. Each change is followed by such a run (its event), so that nothing is left out for good.
 */
export interface Reading {
  /** Moments in the order of readings and writings: this run's first, and one to be taken before more records are read. */
  beganAt: number;
  moment(): number;
  /** Called in a transaction before it writes: tells the runs under way what is being settled, as of this run's start. */
  settles(): void;
  /** True when a run that read later has settled this. */
  isOvertaken(assetId: string, vulnerabilityId: string, recordsAt: number): boolean;
  end(): void;
}

interface State {
  assets: Map<string, number>;
  vulnerabilities: Map<string, number>;
}

const underway = new WeakMap<Db, Set<State>>();
let now = 0;

/** To be called before the estate is read. */
export function beginReading(db: Db, touched: Touched): Reading {
  const others = underway.get(db) ?? new Set<State>();
  underway.set(db, others);
  const own: State = { assets: new Map(), vulnerabilities: new Map() };
  others.add(own);
  const beganAt = ++now;
  return {
    beganAt,
    moment: () => ++now,
    settles() {
      for (const other of others) {
        if (other === own) continue;
        note(other.assets, touched.assetIds, beganAt);
        note(other.vulnerabilities, touched.vulnerabilityIds, beganAt);
      }
    },
    isOvertaken: (assetId, vulnerabilityId, recordsAt) =>
      (own.assets.get(assetId) ?? 0) > beganAt || (own.vulnerabilities.get(vulnerabilityId) ?? 0) > recordsAt,
    end: () => {
      others.delete(own);
    },
  };
}

function note(moments: Map<string, number>, ids: readonly string[] | undefined, at: number): void {
  for (const id of ids ?? []) if ((moments.get(id) ?? 0) < at) moments.set(id, at);
}
