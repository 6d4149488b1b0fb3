import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureInstalled } from '../../tools/install.mjs';

let root: string;
let said: string[];
const say = (text: string) => said.push(text);
const lock = (version: string) => ({
  lockfileVersion: 3,
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version },
    'node_modules/tool': { version: '1.0.0', dev: true },
  },
});

/** An npm that only notes how it was called. */
function fakeNpm(code: number): void {
  const cli = join(root, 'npm-cli.js');
  writeFileSync(
    cli,
    `require('node:fs').writeFileSync(${JSON.stringify(join(root, 'called'))}, process.argv.slice(2).join(' ') + ' omit=' + (process.env.npm_config_omit ?? ''));process.exit(${code})`,
  );
  vi.stubEnv('npm_execpath', cli);
}
const called = () =>
  existsSync(join(root, 'called')) ? readFileSync(join(root, 'called'), 'utf8') : undefined;
function install(version: string, packages: string[]): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock(version)));
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const present = lock(version).packages;
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
  for (const name of packages) mkdirSync(join(root, 'node_modules', name), { recursive: true });
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vigie-install-'));
  said = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

describe('the installation at start', () => {
  it('does nothing when what is locked is there, whoever installed it', () => {
    fakeNpm(1);
    install('1.0.0', ['a']);
    expect(ensureInstalled(root, say)).toBe(true);
    expect(called()).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('installs without the tools of development on a bare clone, and only once', () => {
    fakeNpm(0);
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock('1.0.0')));
    mkdirSync(join(root, 'node_modules'));
    expect(ensureInstalled(root, say)).toBe(true);
    expect(called()).toMatch(/^ci .*--omit=dev/);
    rmSync(join(root, 'called'));
    expect(ensureInstalled(root, say)).toBe(true);
    expect(called()).toBeUndefined();
  });

  it('installs again when the lock file changed, keeping the tools of a developer', () => {
    fakeNpm(0);
    install('1.0.0', ['a', 'tool', 'vitest']);
    expect(ensureInstalled(root, say, { dev: true })).toBe(true);
    expect(called()).toBeUndefined();
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock('2.0.0')));
    expect(ensureInstalled(root, say)).toBe(true);
    expect(called()).toMatch(/^ci /);
    expect(called()).not.toMatch(/--omit/);
  });

  it('installs the tools for the tests even where the environment leaves them out', () => {
    fakeNpm(0);
    vi.stubEnv('npm_config_omit', 'dev');
    vi.stubEnv('NODE_ENV', 'production');
    install('1.0.0', ['a']);
    expect(ensureInstalled(root, say, { dev: true })).toBe(true);
    expect(called()).toMatch(/^ci .*omit=$/);
  });

  it('says in both languages what to look at when the registry cannot be reached', () => {
    fakeNpm(1);
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock('1.0.0')));
    expect(ensureInstalled(root, say)).toBe(false);
    expect(said.join('\n')).toMatch(/registre npm[\s\S]*npm registry/);
  });
});
