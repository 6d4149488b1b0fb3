import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estate } from '../../src/estate/domain.ts';
import { applyImport, previewImport } from '../../src/estate/index.ts';
import type { Finding } from '../../src/exposure/contract.ts';
import { exposure } from '../../src/exposure/domain.ts';
import { reassess } from '../../src/exposure/reassess.ts';
import { systemActor } from '../../src/platform/auth/actor.ts';
import type { Domain } from '../../src/platform/domain.ts';
import { createDispatcher, type Dispatcher } from '../../src/platform/events/dispatch.ts';
import { createFiles } from '../../src/platform/files/store-files.ts';
import { watch } from '../../src/watch/domain.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import { type TestApp, testApp } from '../kit/app.ts';

const domains: readonly Domain[] = [estate, watch, exposure];
const ID = 'CVE-2030-0002';
const nvd = (status: string, endExcluding: string, modified: string) => ({
  id: ID,
  published: '2030-01-01T00:00:00.000',
  lastModified: modified,
  vulnStatus: status,
  descriptions: [{ lang: 'en', value: 'Lodash lets in.' }],
  configurations:
    status === 'Rejected'
      ? []
      : [
          {
            nodes: [
              {
                operator: 'OR',
                negate: false,
                cpeMatch: [
                  {
                    vulnerable: true,
                    criteria: 'cpe:2.3:a:lodash:lodash:*:*:*:*:*:node.js:*:*',
                    versionEndExcluding: endExcluding,
                  },
                ],
              },
            ],
          },
        ],
});
const ghsa = (fixed: string, modified: string) => ({
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: [ID],
  modified,
  summary: 'Lodash lets in',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'lodash' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
    },
  ],
});

let t: TestApp;
let river: Dispatcher;
const folder = mkdtempSync(join(tmpdir(), 'vigie-two-'));
beforeAll(async () => {
  t = await testApp({ domains, now: '2030-01-02T00:00:00Z' });
  t.p.files = createFiles(folder);
  river = createDispatcher(
    domains.flatMap((d) => d.listeners ?? []),
    t.p.clock.now,
  );
  t.p.events = river.bus;
  const sbom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    components: [
      {
        type: 'library',
        'bom-ref': 'l',
        name: 'lodash',
        version: '4.17.20',
        purl: 'pkg:npm/lodash@4.17.20',
        cpe: 'cpe:2.3:a:lodash:lodash:4.17.20:*:*:*:*:node.js:*:*',
      },
    ],
  };
  const preview = await previewImport(t.p, systemActor, {
    name: 'lodash.cdx.json',
    content: Readable.from([Buffer.from(JSON.stringify(sbom))]),
    options: { newAsset: { name: 'srv', kind: 'host' } },
  });
  await applyImport(t.p, systemActor, preview.id);
  await river.drain(t.p);
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

async function say(feedId: string, document: unknown) {
  const content = Readable.from([Buffer.from(JSON.stringify(document))]);
  await importFeedFile(t.p, systemActor, { feedId, name: `${feedId}.json`, content });
  await river.drain(t.p);
}
const findings = async (): Promise<Finding[]> =>
  (await t.as('reader')({ url: '/api/exposure/findings?state=open,fixed,gone' })).json().items;
const reasonsOf = async (id: string | undefined) =>
  (await t.as('reader')({ url: `/api/exposure/findings/${id}` })).json();

describe('two sources on one CVE of one component', () => {
  it('that contradict give one finding, unknown, with both reasons', async () => {
    await say('nvd', nvd('Analyzed', '4.17.21', '2030-01-02T00:00:00.000'));
    expect(await findings()).toMatchObject([{ vulnerabilityId: ID, verdict: 'affected' }]);
    await say('ghsa', ghsa('4.17.12', '2030-01-02T00:00:00Z'));
    const [finding, ...others] = await findings();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ vulnerabilityId: ID, verdict: 'unknown', hasConflict: true });
    const { reasons } = await reasonsOf(finding?.id);
    expect(reasons).toMatchObject([
      { source: 'nvd', vote: 'affected' },
      { source: 'ghsa', vote: 'not_affected' },
    ]);
  });

  it('are joined the same way when everything is assessed again, and that changes nothing', async () => {
    expect(await reassess(t.p)).toMatchObject({ opened: 0, changed: 0 });
    expect(await findings()).toMatchObject([{ verdict: 'unknown', hasConflict: true }]);
  });

  it('that agree again say affected, without the conflict', async () => {
    await say('ghsa', ghsa('4.17.21', '2030-01-03T00:00:00Z'));
    expect(await findings()).toMatchObject([{ verdict: 'affected', hasConflict: false }]);
  });

  it('end as no finding once the register took the id back, whatever the other still says', async () => {
    await say('nvd', nvd('Rejected', '4.17.21', '2030-01-04T00:00:00.000'));
    expect((await findings()).map((f) => f.state)).not.toContain('open');
  });
});
