import { evaluate, joinReasons, type Matchable } from '@vigie/vulnmatch';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorWith, type TestPlatform, testPlatform } from '../../test/kit/platform.ts';
import {
  ASSETS,
  VULNERABILITIES,
  writeAssets,
  writeComponents,
  writeRecords,
} from '../../test/kit/random-estate.ts';
import { streamComponents } from '../estate/index.ts';
import { streamMatchables } from '../watch/index.ts';
import { acceptRisk } from './accept-risk.ts';
import { assess, readGround } from './assess.ts';
import { beginReading } from './give-way.ts';
import { productKeyOf, worseVerdict } from './model/finding.ts';
import type { Hit } from './model/hits.ts';
import { settleGone, settleKnown, settleNew } from './model/settle.ts';
import { type ReassessOptions, reassess } from './reassess.ts';
import { endDecisions, insertAllChanges } from './store/decisions.ts';
import { loadKnown } from './store/findings.ts';
import { upsertFindings } from './store/write-findings.ts';

const SMALL = { records: 7, hits: 5, findings: 3 };

/** The plain way: each component by itself against each record, all of it held, written in one transaction. */
async function reassessPlainly(p: TestPlatform): Promise<void> {
  const components = [];
  for await (const batch of streamComponents(p.db)) components.push(...batch);
  const told = components.map((c) => {
    const { version, purl, cpe, vendor, product } = c;
    const facts = Object.fromEntries(
      Object.entries({ version, purl, cpe, vendor, product }).filter(([, v]) => v !== null),
    );
    return { ...facts, id: c.id, assetId: c.assetId, ref: c.ref, name: c.name, productKey: productKeyOf(c) };
  });
  const records = new Map<string, Matchable[]>();
  for await (const batch of streamMatchables(p.db))
    for (const m of batch) records.set(m.id, [...(records.get(m.id) ?? []), m]);
  const hits = new Map<string, Hit>();
  for (const [id, matchables] of records)
    for (const c of told) {
      const siblings = told.filter((s) => s.assetId === c.assetId);
      const said = matchables.flatMap((m) => evaluate(m, c, siblings) ?? []);
      const [first] = said;
      if (!first) continue;
      const { verdict, reasons, conflict } =
        said.length > 1 ? joinReasons(said.flatMap((r) => r.reasons)) : first;
      const key = `${c.assetId}|${c.productKey}|${id}`;
      const version = (c as { version?: string }).version ?? null;
      const product = c.name;
      const hit: Hit = {
        key,
        vulnerabilityId: id,
        assetId: c.assetId,
        productKey: c.productKey,
        product,
        version,
        componentIds: [c.id],
        verdict,
        hasConflict: conflict,
        reasons,
      };
      const known = hits.get(key);
      if (!known) hits.set(key, hit);
      else {
        const speaker = worseVerdict(known.verdict, verdict) === known.verdict ? known : hit;
        hits.set(key, { ...speaker, componentIds: [...known.componentIds, c.id] });
      }
    }
  const now = p.clock.now();
  const ground = await readGround(p, [...new Set(told.map((c) => c.assetId))]);
  const assessments = await assess(p, [...hits.values()], ground);
  await p.db.transaction().execute(async (trx) => {
    const stored = await sql<{ key: string }>`select key from exposure_findings`.execute(trx);
    const known = await loadKnown(
      trx,
      stored.rows.map((r) => r.key),
    );
    const computed = new Map(assessments.map((a) => [a.key, a]));
    for (const key of new Set([...known.keys(), ...computed.keys()])) {
      const [before, next] = [known.get(key), computed.get(key)];
      const settled = next
        ? before
          ? settleKnown(before, next, now)
          : settleNew(next, now)
        : before && settleGone(before);
      const assessment = next ?? before?.assessment;
      if (!settled || !assessment) continue;
      const id = before?.id ?? `plain-${key}`;
      await upsertFindings(
        trx,
        [
          {
            id,
            assessment,
            state: settled.state,
            outcomeSince: settled.outcomeSince,
            deadline: null,
            fingerprint: '',
          },
        ],
        now,
      );
      await insertAllChanges(
        trx,
        settled.changes.map((c) => ({ ...c, findingId: id, at: now, actorName: 'Vigie' })),
      );
      for (const trigger of settled.reopened) await endDecisions(trx, [id], `trigger:${trigger}`, now);
    }
  });
}

/** All that the room stores, without the ids of rows and what a deadline adds. */
async function tables(p: TestPlatform) {
  const findings = await sql<Record<string, unknown>>`
    select to_jsonb(f) - '{id,fingerprint,deadline}'::text[] as f from exposure_findings f order by key collate "C"`.execute(
    p.db,
  );
  const changes = await sql`
    select f.key, c.at, c.kind, c.before, c.after from exposure_changes c join exposure_findings f on f.id = c.finding_id
    order by f.key collate "C", c.id`.execute(p.db);
  const decisions = await sql`
    select f.key, d.kind, d.ended_at, d.end_reason from exposure_decisions d join exposure_findings f on f.id = d.finding_id
    order by f.key collate "C"`.execute(p.db);
  return { findings: findings.rows, changes: changes.rows, decisions: decisions.rows };
}

const all = (n: number) => Array.from({ length: n }, (_, i) => i);
let piecemeal: TestPlatform;
let plain: TestPlatform;
beforeAll(async () => {
  piecemeal = await testPlatform();
  plain = await testPlatform();
}, 60_000);
afterAll(() => Promise.all([piecemeal.close(), plain.close()]));

async function begin(seed: number): Promise<void> {
  for (const p of [piecemeal, plain]) {
    await sql`truncate exposure_findings, exposure_decisions, exposure_changes, exposure_runs, watch_matchables, watch_records,
      watch_vulnerabilities, estate_components, estate_component_keys, estate_assets restart identity cascade`.execute(
      p.db,
    );
    await writeAssets(p);
    await writeRecords(p, seed, all(VULNERABILITIES));
    await writeComponents(p, seed, all(ASSETS));
  }
}

/** What happens between two runs: records change or fall silent, versions move, an asset empties, people decide. */
async function goOn(seed: number): Promise<void> {
  const actor = actorWith(['exposure:finding:accept', 'exposure:finding:decide']);
  for (const p of [piecemeal, plain]) {
    p.clock.advance?.(3_600_000);
    const open = await sql<{ id: string; version_no: number }>`
      select id, version_no from exposure_findings where state = 'open' order by key collate "C"`.execute(
      p.db,
    );
    const some = open.rows.filter((_, i) => i % 4 === 0).map((r) => r.id);
    if (some.length > 0)
      await acceptRisk(p, actor, { ids: some, reason: 'Attente du correctif', until: '2026-12-20' });
    await writeRecords(
      p,
      seed + 1,
      all(VULNERABILITIES).filter((i) => i % 3 !== 0),
    );
    await writeComponents(p, seed + 2, all(ASSETS - 1));
    await sql`update estate_components set absent_since = now() where asset_id = ${`a-${ASSETS - 1}`}`.execute(
      p.db,
    );
  }
}

const run = (options: ReassessOptions = {}) => reassess(piecemeal, { bounds: SMALL, ...options });

describe('a reassessment by pieces', () => {
  it.each([11, 29, 37])('stores what the plain way stores, seed %i', async (seed) => {
    await begin(seed);
    const first = await run();
    await reassessPlainly(plain);
    expect(first.opened).toBeGreaterThan(20);
    expect(await tables(piecemeal)).toEqual(await tables(plain));
    await goOn(seed);
    const second = await run();
    await reassessPlainly(plain);
    expect(second.changed).toBeGreaterThan(5);
    const after = await tables(piecemeal);
    expect(after).toEqual(await tables(plain));
    expect(after.decisions.some((d) => (d as { ended_at: unknown }).ended_at !== null)).toBe(true);
    const again = await run();
    expect([again.opened, again.changed]).toEqual([0, 0]);
    expect(await tables(piecemeal)).toEqual(after);
  });

  it('cut anywhere, then begun again, ends as if it had never been cut', async () => {
    await begin(5);
    await goOn(5);
    await run();
    await reassessPlainly(plain);
    await goOn(50);
    for (let survived = 1; survived <= 4; survived++) {
      let left = survived;
      const failing: TestPlatform = {
        ...piecemeal,
        events: {
          emit: async (...event) => {
            if (left-- === 0) throw new Error('power cut');
            await piecemeal.events.emit(...event);
          },
        },
      };
      await expect(reassess(failing, { bounds: SMALL })).rejects.toThrow('power cut');
    }
    await run();
    await reassessPlainly(plain);
    expect(await tables(piecemeal)).toEqual(await tables(plain));
  });

  it('stops when asked to, tells how far it is, and closes nothing it has not looked at', async () => {
    await begin(7);
    await run();
    const before = await tables(piecemeal);
    const abort = new AbortController();
    const steps: [number, number | undefined][] = [];
    const stopped = run({
      signal: abort.signal,
      progress: (done, total) => {
        steps.push([done, total]);
        if (steps.length === 2) abort.abort();
      },
    });
    await expect(stopped).rejects.toThrow();
    expect(steps).toHaveLength(2);
    expect(await tables(piecemeal)).toEqual(before);
    steps.length = 0;
    await run({ progress: (done, total) => steps.push([done, total]) });
    const [done, total] = steps.at(-1) ?? [];
    expect(done).toBe(total);
    expect(done).toBeGreaterThan(40);
  });

  it('leaves to a run on newer data what that run settled meanwhile', async () => {
    await begin(13);
    await run();
    let beside: Promise<unknown> | undefined;
    await run({
      progress: () => {
        beside ??= (async () => {
          await writeComponents(piecemeal, 99, [2, 3]);
          await reassess(piecemeal, { assetIds: ['a-2', 'a-3'] });
          await writeRecords(piecemeal, 98, [1, 2, 3, 30, 31, 39]);
          const ids = [1, 2, 3, 30, 31, 39].map((i) => `CVE-2030-${1000 + i}`);
          await reassess(piecemeal, { vulnerabilityIds: ids });
        })();
      },
    });
    await beside;
    const after = await tables(piecemeal);
    const again = await run();
    expect([again.opened, again.changed]).toEqual([0, 0]);
    expect(await tables(piecemeal)).toEqual(after);
  });

  it('of some assets or some vulnerabilities speaks of nothing else', async () => {
    await begin(17);
    await reassess(piecemeal, { assetIds: ['a-0', 'a-4'] });
    const { rows } = await sql<{
      asset_id: string;
    }>`select distinct asset_id from exposure_findings order by 1`.execute(piecemeal.db);
    expect(rows.map((r) => r.asset_id)).toEqual(['a-0', 'a-4']);
    for (let i = 0; i < VULNERABILITIES; i += 9) {
      const ids = all(9).map((k) => `CVE-2030-${1000 + i + k}`);
      await reassess(piecemeal, { vulnerabilityIds: ids, bounds: SMALL });
    }
    await reassessPlainly(plain);
    expect((await tables(piecemeal)).findings).toEqual((await tables(plain)).findings);
  });
});

describe('giving way', () => {
  it('is to what read later and settled, and to nothing else', () => {
    const { db } = piecemeal;
    const long = beginReading(db, {});
    const records = long.moment();
    const scoped = beginReading(db, { assetIds: ['a'], vulnerabilityIds: ['v'] });
    expect(long.isOvertaken('a', 'x', records)).toBe(false);
    scoped.settles();
    expect(long.isOvertaken('a', 'x', records)).toBe(true);
    expect(long.isOvertaken('b', 'v', records)).toBe(true);
    expect(long.isOvertaken('b', 'v', long.moment())).toBe(false);
    expect(scoped.isOvertaken('a', 'v', scoped.beganAt)).toBe(false);
    long.settles();
    expect(scoped.isOvertaken('a', 'v', scoped.beganAt)).toBe(false);
    long.end();
    scoped.end();
  });
});
