// Lists, search and detail over HTTP at 100,000 findings: on the embedded engine, and on a PostgreSQL server where there is one.
import { join } from 'node:path';
import type { Assessment } from '../src/exposure/model/finding.ts';
import { replaceReach } from '../src/exposure/store/reach.ts';
import { upsertFindings } from '../src/exposure/store/write-findings.ts';
import type { Db } from '../src/platform/db/database.ts';
import { tidyTables } from '../src/platform/db/tidy-tables.ts';
import { actorWith } from '../test/kit/platform.ts';
import { findPostgres, startPostgres } from '../test/kit/postgres.ts';
import { openHttp } from './http.ts';
import { openInstallation, scratch } from './installation.ts';
import { percentile, report } from './measure.ts';

const FINDINGS = 100_000;
const ASSETS = 1000;
const SERVICES = 50;
const TURNS = 200;
const SEVERITIES = ['critical', 'high', 'high', 'medium', 'medium', 'medium', 'low'] as const;
const PRODUCTS = [
  'openssl',
  'tomcat',
  'log4j-core',
  'nginx',
  'postgresql',
  'php',
  'curl',
  'windows_server',
  'chrome',
  'exim',
];

function assessment(i: number): Assessment {
  const severity = SEVERITIES[i % SEVERITIES.length] ?? 'low';
  const product = `${PRODUCTS[(i * 7) % PRODUCTS.length]}-${i % 40}`;
  const year = 2005 + (i % 20);
  return {
    key: `f-${i}`,
    assetId: `a-${i % ASSETS}`,
    assetName: `srv-${String(i % ASSETS).padStart(4, '0')}`,
    assetKind: 'host',
    exposed: (['yes', 'no', 'unknown'] as const)[i % 3] ?? 'no',
    productKey: `pkg:generic/${product}`,
    product,
    version: `${i % 9}.${i % 13}.${i % 5}`,
    componentIds: [`c-${i}`],
    vulnerabilityId: `CVE-${year}-${10_000 + (i % 12_000)}`,
    title: `Weakness ${i % 12_000} in ${product} lets a remote attacker read memory or run code under conditions`,
    verdict: i % 5 === 0 ? 'unknown' : 'affected',
    hasConflict: i % 97 === 0,
    reasons: [
      {
        source: 'cve5',
        rule: 'affected',
        range: '>= 1.0, < 9.9',
        compared: '1.2.3',
        scheme: 'semver',
        vote: 'affected',
      },
    ],
    method: 'bench',
    severity,
    cvss: (i % 100) / 10,
    epss: ((i * 7919) % 10_000) / 10_000,
    isKev: i % 50 === 0,
    decision: {
      policy: 'cisa-bod-26-04',
      policyVersion: '1',
      outcome: 'scheduled',
      deadlineDays: 30,
      row: 3,
      inputs: [{ name: 'exploitation', value: 'none', isAssumed: false }],
    },
    outcomeRank: i % 4,
    serviceCount: 1 + (i % 3),
    userCount: i % 900,
  };
}

async function fill(db: Db): Promise<void> {
  const now = new Date();
  await replaceReach(
    db,
    Array.from({ length: ASSETS }, (_, a) => ({
      asset_id: `a-${a}`,
      service_id: `s-${a % SERVICES}`,
      service_name: `Service ${a % SERVICES}`,
      users: 100,
      is_degraded: false,
      path: [],
    })),
  );
  for (let from = 0; from < FINDINGS; from += 5000) {
    const writes = Array.from({ length: 5000 }, (_, k) => {
      const i = from + k;
      return {
        id: `f-${i}`,
        assessment: assessment(i),
        // One in eight has been dealt with.
        state: i % 8 === 7 ? ('fixed' as const) : i % 16 === 2 ? ('planned' as const) : ('open' as const),
        outcomeSince: now,
        fingerprint: '',
        deadline: i % 5 === 0 ? null : new Date(now.getTime() + ((i % 400) - 60) * 86_400_000),
      };
    });
    await db.transaction().execute((trx) => upsertFindings(trx, writes, now));
  }
}

const WORDS = [
  'openssl',
  'tomcat-1',
  'srv-0042',
  'cve-2014',
  'log4j-core remote',
  'windows_server',
  'absent-word',
  'CVE-2012-10007',
];
const REQUESTS: Record<string, (i: number) => string> = {
  'default list': (i) => `?page=${1 + (i % 20)}`,
  'sorted by EPSS': (i) => `?sort=-epss&page=${1 + (i % 20)}`,
  'severity and service': (i) => `?severity=critical,high&service=s-${i % SERVICES}`,
  'free text': (i) => `?q=${encodeURIComponent(WORDS[i % WORDS.length] ?? '')}`,
  detail: (i) => `/f-${(i * 7919) % FINDINGS}`,
};

async function measure(engine: string, databaseUrl?: string): Promise<void> {
  const vigie = await openInstallation(join(scratch, `findings-${engine}`), databaseUrl);
  await fill(vigie.platform.db);
  // As half an hour later: a server's autovacuum, and our upkeep of the embedded engine, have passed.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await tidyTables(vigie.platform.db);
  const reader = actorWith(['exposure:finding:read']);
  const { app, close } = await openHttp(vigie.platform, reader);
  for (const [name, of] of Object.entries(REQUESTS)) {
    const times: number[] = [];
    for (let i = 0; i < TURNS; i++) {
      const from = performance.now();
      const answer = await app.inject({
        url: `/api/exposure/findings${of(i)}`,
        headers: { host: 'localhost' },
      });
      if (answer.statusCode !== 200)
        throw new Error(`${name}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
      times.push(performance.now() - from);
    }
    for (const share of [0.5, 0.95, 0.99]) {
      report({
        bench: 'findings-list',
        metric: `${engine}, ${FINDINGS} findings, ${name}: p${share * 100}`,
        value: Math.round(percentile(times, share) * 10) / 10,
        unit: 'ms',
        n: TURNS,
      });
    }
  }
  await close();
  await vigie.close();
}

await measure('embedded');
const bin = findPostgres();
if (bin) {
  const server = await startPostgres(bin);
  await measure('server', server.url);
  await server.stop();
} else
  process.stdout.write(
    `${JSON.stringify({ bench: 'findings-list', skipped: 'no PostgreSQL server 15 or later' })}\n`,
  );
