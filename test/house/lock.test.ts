import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/platform/root.ts';

interface Entry {
  version?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  optional?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Entry;

it('pins what package.json asks for, exactly', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(loose).toEqual([]);
});

it('knows every workspace', () => {
  const packages = readdirSync(join(ROOT, 'packages')).filter((name) =>
    existsSync(join(ROOT, 'packages', name, 'package.json')),
  );
  expect(packages.filter((name) => !lock.packages[`packages/${name}`])).toEqual([]);
});

// npm 11 refuses `npm ci` otherwise; a lock made where some platforms' packages cannot be reached leaves them out.
it('names every optional package of every platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter(
        (name) => !lock.packages[`${path}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
      )
      .map((name) => `${path} → ${name}`),
  );
  expect(missing).toEqual([]);
});

it('needs no install script to run', () => {
  const scripted = Object.entries(lock.packages).filter(
    ([, e]) => e.hasInstallScript && !e.dev && !e.devOptional && !e.optional,
  );
  expect(scripted.map(([path]) => path)).toEqual([]);
});
