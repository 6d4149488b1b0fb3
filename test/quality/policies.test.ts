import { describe, expect, it } from 'vitest';
import deployer from '../../content/policies/ssvc-deployer.json' with { type: 'json' };
import { humanImpactOf, type Policy } from '../../src/exposure/model/decide.ts';
import { faultsOf } from '../../src/exposure/model/policy-faults.ts';
import { corpus, readArchive } from './corpora.ts';

describe('the deployer table', () => {
  const archive = corpus('reference/ssvc-data.tar.gz');
  const csv = (name: string) =>
    [...readArchive(archive ?? '').entries()]
      .find(([path]) => path.endsWith(name))?.[1]
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) =>
        line
          .split(',')
          .slice(1)
          .map((cell) => cell.replace('public poc', 'poc').replaceAll(' ', '-')),
      ) ?? [];

  it.skipIf(!archive)('is, row for row, the one CERT/CC publishes', () => {
    const published = csv('ssvc/deployer_patch_application_priority_1_0_0.csv');
    expect(published).toHaveLength(72);
    expect(deployer.rows).toEqual(published);
    expect(faultsOf(deployer as Policy)).toEqual([]);
  });

  it.skipIf(!archive)('takes the human impact that CERT/CC gives to each safety and mission impact', () => {
    const safety = ['negligible', 'marginal', 'critical', 'catastrophic'];
    const mission = ['degraded', 'mef-support-crippled', 'mef-failure', 'mission-failure'];
    const published = csv('ssvc/human_impact_1_0_0.csv');
    expect(published).toHaveLength(16);
    for (const [s = '', m = '', impact = ''] of published)
      expect(
        humanImpactOf([{ integrity: safety.indexOf(s) + 1, availability: mission.indexOf(m) + 1 }]),
        `${s} ${m}`,
      ).toBe(impact);
  });
});
