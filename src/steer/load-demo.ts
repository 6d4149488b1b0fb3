import { loadDemoEstate } from '../estate/index.ts';
import {
  acceptRisk,
  assign,
  declareNotAffected,
  expireDecisions,
  listFindings,
  mitigate,
  planFix,
  propagate,
  proposeIdentities,
  reassess,
  type TriageResult,
} from '../exposure/index.ts';
import { type Actor, systemActor } from '../platform/auth/actor.ts';
import { fixedClock } from '../platform/clock.ts';
import type { Platform } from '../platform/platform.ts';
import { localDateTime } from '../platform/zoned-time.ts';
import { loadDemoFeed, quietOtherFeeds } from '../watch/index.ts';
import { keepDay } from './judge-services.ts';

const DAY_MS = 86_400_000;
const HINA: Actor = {
  ...systemActor,
  kind: 'user',
  id: 'demo-rssi',
  userId: 'demo-rssi',
  name: 'Hina Raiarii',
};
const TEVA: Actor = {
  ...systemActor,
  kind: 'user',
  id: 'demo-operateur',
  userId: 'demo-operateur',
  name: 'Teva Manutahi',
};

/**
 * Fills an empty installation with the fictional government, as if Vigie had been in use for some days: the estate and
 * the sources come by their ordinary paths, the engine computes every verdict, and people decided on some of them.
 */
export async function loadDemo(p: Platform): Promise<void> {
  const now = p.clock.now();
  // The listeners would assess each step today; this story is told in the past, and assessed here.
  const quiet: Platform = { ...p, events: { emit: async () => {} } };
  const at = (daysAgo: number): Platform => ({
    ...quiet,
    clock: fixedClock(new Date(now.getTime() - daysAgo * DAY_MS)),
  });
  await loadDemoEstate(quiet);
  await loadDemoFeed(quiet, 'cve5.ndjson');
  await loadDemoFeed(quiet, 'epss.csv');
  await loadDemoFeed(quiet, 'certfr-avis.ndjson');
  await loadDemoFeed(quiet, 'certfr-alertes.ndjson');
  await loadDemoFeed(quiet, 'kev-earlier.json');
  await propagate(p);
  await reassess(at(2.3));
  await decide(at(2.1), now, p.zone.name);
  await keepDay(at(1));
  await loadDemoFeed(quiet, 'kev.json');
  await quietOtherFeeds(quiet);
  await reassess(at(0.4));
  await expireDecisions(at(0.3));
  await assignOwners(quiet);
  await proposeIdentities(quiet);
  p.live.publish('exposure.findings');
  p.live.publish('estate.components');
}

type Decide = (p: Platform, ids: string[]) => Promise<TriageResult>;

async function decide(p: Platform, now: Date, timeZone: string): Promise<void> {
  const day = (fromNow: number) => localDay(new Date(now.getTime() + fromNow * DAY_MS), timeZone);
  const steps: [vulnerability: string, run: Decide][] = [
    // Ran out yesterday: reopened by the expiry.
    [
      'CVE-2024-22120',
      (q, ids) =>
        acceptRisk(q, HINA, {
          ids,
          reason: 'Supervision joignable du seul réseau des serveurs, en attendant la version 6.4.13.',
          until: day(-1),
        }),
    ],
    // Stands, and will reopen when the catalogue says the weakness is exploited.
    [
      'CVE-2024-37383',
      (q, ids) =>
        mitigate(q, TEVA, {
          ids,
          reason: 'Images SVG retirées par le relais de messagerie depuis le 14.',
          until: day(20),
        }),
    ],
    [
      'CVE-2024-38476',
      (q, ids) =>
        acceptRisk(q, HINA, {
          ids,
          reason: 'Aucun service placé derrière ces serveurs n’est tiers ; mise à niveau au prochain arrêt.',
          until: day(3),
        }),
    ],
    [
      'CVE-2024-24549',
      (q, ids) =>
        planFix(q, TEVA, {
          ids,
          reason: 'Mise à niveau de Tomcat dans la fenêtre du 3 décembre.',
          until: day(9),
        }),
    ],
    [
      'CVE-2024-1874',
      (q, ids) =>
        declareNotAffected(q, TEVA, {
          ids,
          reason: 'Aucune application ne lance de fichier de commandes.',
          justification: 'vulnerable_code_not_in_execute_path',
        }),
    ],
    [
      'CVE-2024-27096',
      (q, ids) => planFix(q, TEVA, { ids, reason: 'GLPI 10.0.15 en recette.', until: day(6) }),
    ],
    [
      'CVE-2024-2756',
      (q, ids) =>
        acceptRisk(q, HINA, { ids, reason: 'Aucun cookie à préfixe n’est utilisé.', until: day(60) }),
    ],
  ];
  for (const [vulnerability, run] of steps) await run(p, await idsOf(p, vulnerability));
}

/** What people did since the catalogue came: a few cases have an owner. */
async function assignOwners(p: Platform): Promise<void> {
  for (const [vulnerability, owner] of [
    ['CVE-2024-3400', HINA],
    ['CVE-2024-38475', TEVA],
    ['CVE-2024-47575', TEVA],
    ['CVE-2024-40711', HINA],
  ] as const) {
    const ids = await idsOf(p, vulnerability);
    if (ids.length > 0) await assign(p, HINA, { ids, ownerId: owner.id, ownerName: owner.name });
  }
}

async function idsOf(p: Platform, vulnerability: string): Promise<string[]> {
  const { rows } = await listFindings(
    p.db,
    { page: 1, size: 200, vulnerability, verdict: ['affected'], state: ['open', 'planned'], format: 'json' },
    p.clock.now(),
  );
  return rows.map((r) => r.id);
}

function localDay(at: Date, timeZone: string): string {
  const { year, month, day } = localDateTime(at, timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
