import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../src/platform/root.ts';
import { sources } from './sources.ts';

interface Cruise {
  modules: number;
  violations: { rule: string; from: string; to: string }[];
}

function cruise(dir: string): Promise<Cruise> {
  return new Promise((resolve, reject) => {
    const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const tsx = join(ROOT, 'tools/swc-tsx.mjs');
    const args = [
      '--import',
      tsx,
      bin,
      'src',
      'packages',
      '--config',
      '.dependency-cruiser.mjs',
      '-T',
      'json',
    ];
    const child = spawn(process.execPath, args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (d) => {
      out += d;
    });
    child.stderr.on('data', (d) => {
      err += d;
    });
    child.on('close', () => {
      if (!out.startsWith('{')) return reject(new Error(err || 'dependency-cruiser said nothing'));
      const { summary } = JSON.parse(out) as {
        summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
      };
      const violations = summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to }));
      resolve({ modules: summary.totalCruised, violations });
    });
  });
}

let copy: string;
let clean: Cruise;
beforeAll(async () => {
  // Inside the checkout, so that the libraries are found two folders up; .cache is in nobody's globs.
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  copy = mkdtempSync(join(ROOT, '.cache/house-'));
  const names = [
    'src',
    'packages',
    'content',
    'test/kit',
    'tools/registry.mjs',
    'house.mjs',
    '.dependency-cruiser.mjs',
  ];
  for (const name of [...names, 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  clean = await cruise(copy);
}, 120_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('reads every source file (a parser that fails reads none and finds nothing)', () => {
  const files = [...sources('src', /\.tsx?$/), ...sources('packages', /\.tsx?$/)].length;
  expect(clean.modules).toBeGreaterThanOrEqual(files);
});

it('finds the house in order', () => {
  expect(clean.violations.map((v) => `${v.rule}: ${v.from} → ${v.to}`)).toEqual([]);
});

/** Each canary plants one forbidden import; the rule that must bite is named. */
const canaries: [rule: string, file: string, text: string][] = [
  ['estate-knocks-only-where-it-may', 'src/estate/canary.ts', "import '../exposure/index.ts';\n"],
  [
    'estate-knocks-only-where-it-may',
    'src/estate/canary-type.ts',
    "import type { A } from '../watch/index.ts';\nexport type B = A;\n",
  ],
  ['watch-knocks-only-where-it-may', 'src/watch/canary.ts', "import '../estate/index.ts';\n"],
  ['exposure-enters-by-the-door', 'src/exposure/canary.ts', "import '../estate/canary-inner.ts';\n"],
  ['platform-is-below', 'src/platform/canary.ts', "import '../estate/index.ts';\n"],
  ['main-is-above', 'src/steer/canary.ts', "import '../main.ts';\n"],
  ['packages-are-pure', 'packages/versions/src/canary.ts', "import 'node:fs';\n"],
  [
    'packages-are-pure',
    'packages/versions/src/canary-net.ts',
    "import { get } from 'node:http';\nexport { get };\n",
  ],
  [
    'packages-stand-alone',
    'packages/versions/src/canary-up.ts',
    "import '../../../src/platform/clock.ts';\n",
  ],
  ['web-sees-contracts-only', 'src/estate/web/canary.tsx', "import '../canary-inner.ts';\n"],
  ['web-runs-in-a-browser', 'src/estate/web/canary-core.tsx', "import 'node:crypto';\n"],
  ['contract-is-a-leaf', 'src/steer/contract.ts', "import '../platform/root.ts';\n"],
  ['one-database-route', 'src/steer/canary-pg.ts', "import 'pg';\n"],
  ['one-way-out', 'src/steer/canary-net.ts', "import 'node:https';\n"],
  ['no-circle', 'src/steer/canary-a.ts', "import type { B } from './canary-b.ts';\nexport type A = B | 1;\n"],
  ['no-dev-dependency-in-product', 'src/steer/canary-dev.ts', "import 'fast-check';\n"],
  ['resolvable', 'src/steer/canary-lost.ts', "import './not-there.ts';\n"],
];

describe('the rules bite', () => {
  let planted: Cruise;
  beforeAll(async () => {
    const plant = (file: string, text: string) => {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    };
    for (const door of ['estate', 'watch', 'exposure']) plant(`src/${door}/index.ts`, 'export type A = 1;\n');
    plant('src/estate/canary-inner.ts', 'export const inner = 1;\n');
    plant('src/steer/canary-b.ts', "import type { A } from './canary-a.ts';\nexport type B = A | 2;\n");
    for (const [, file, text] of canaries) plant(file, text);
    planted = await cruise(copy);
  }, 120_000);

  it.each(canaries)('%s refuses %s', (rule, file) => {
    expect(planted.violations.filter((v) => v.from === file).map((v) => v.rule)).toContain(rule);
  });
});
