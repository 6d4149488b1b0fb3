// An inventory from the document to the estate: preview, then apply, on the durable embedded database.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { applyImport } from '../src/estate/apply-import.ts';
import { ImportOptions } from '../src/estate/contract.ts';
import { previewImport } from '../src/estate/preview-import.ts';
import { systemActor } from '../src/platform/auth/actor.ts';
import { openInstallation, scratch } from './installation.ts';
import { report } from './measure.ts';

const SIZES = [1_000, 10_000, 50_000];

function cyclonedx(size: number): string {
  const components = Array.from({ length: size }, (_, i) => ({
    type: 'library',
    'bom-ref': `ref-${i}`,
    group: `org.example${i % 100}`,
    name: `library-${i}`,
    version: `${i % 9}.${i % 13}.0`,
    purl: `pkg:maven/org.example${i % 100}/library-${i}@${i % 9}.${i % 13}.0`,
    hashes: [{ alg: 'SHA-1', content: i.toString(16).padStart(40, '0') }],
  }));
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components });
}

function csv(size: number): string {
  const lines = Array.from(
    { length: size },
    (_, i) => `srv-1;vendor-${i % 100};product-${i};${i % 9}.${i % 13}`,
  );
  return `asset;vendor;product;version\n${lines.join('\n')}\n`;
}

const vigie = await openInstallation(join(scratch, 'inventory'));
for (const [format, make] of Object.entries({ cyclonedx, csv })) {
  for (const size of SIZES) {
    const options = ImportOptions.parse(
      format === 'csv' ? {} : { newAsset: { name: `${format}-${size}`, kind: 'host' } },
    );
    const content = Readable.from([Buffer.from(make(size))]);
    let from = performance.now();
    const name = `inventory.${format === 'csv' ? 'csv' : 'cdx.json'}`;
    const { id, problem } = await previewImport(vigie.platform, systemActor, { name, content, options });
    if (problem) throw new Error(JSON.stringify(problem));
    const told = (metric: string) => {
      const value = Math.round(performance.now() - from);
      report({
        bench: 'inventory-import',
        metric: `${format}, ${size} components: ${metric}`,
        value,
        unit: 'ms',
        n: 1,
      });
      from = performance.now();
    };
    told('preview');
    await applyImport(vigie.platform, systemActor, id);
    told('apply');
  }
}
await vigie.close();
