import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './index.ts';

const cwd = mkdtempSync(join(tmpdir(), 'vigie-certfr-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function vigie(argv: string[], ...input: string[]) {
  const stdout = new PassThrough({ highWaterMark: 1024 ** 3 });
  const stderr = new PassThrough({ highWaterMark: 1024 ** 3 });
  const stdin = Readable.from(input.map((text) => Buffer.from(text)));
  const code = await run(['certfr', ...argv], { stdin, stdout, stderr, env: { VIGIE_LOCALE: 'en' }, cwd });
  const rows = String(stdout.read() ?? '')
    .split('\n')
    .filter(Boolean);
  return { code, rows: rows.map((row) => JSON.parse(row)), err: String(stderr.read() ?? '') };
}

const avis = (reference: string, ...lines: string[]) => ({
  reference,
  affected_systems: lines.map((description) => ({
    description,
    product: { name: 'N/A', vendor: { name: 'N/A' } },
  })),
  cves: [{ name: 'CVE-2024-3596' }],
});
const one = avis('CERTFR-2024-AVI-0221', 'PAN-OS versions 9.1.x antérieures à 9.1.17');
const two = avis('CERTFR-2024-AVI-0320', 'MySQL versions 8.0.0 à 8.0.41', 'Ubuntu 24.04 LTS');

describe('vigie certfr parse', () => {
  it('answers one line per affected system', async () => {
    const { code, rows } = await vigie(
      ['parse', '--stdin'],
      `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`,
    );
    expect(code).toBe(0);
    expect(rows[0]).toEqual({
      reference: 'CERTFR-2024-AVI-0221',
      description: 'PAN-OS versions 9.1.x antérieures à 9.1.17',
      product: 'PAN-OS',
      ranges: [{ ge: '9.1', lt: '9.1.17' }],
      cves: ['CVE-2024-3596'],
      status: 'parsed',
      phrase: { start: 7, end: 42, text: 'versions 9.1.x antérieures à 9.1.17' },
    });
    expect(rows.map((row) => row.status)).toEqual(['parsed', 'parsed', 'none']);
  });

  it('reads an array and a document of many lines, also when a character is cut in two', async () => {
    for (const text of [JSON.stringify([one, two]), JSON.stringify([one, two], null, 2)])
      expect((await vigie(['parse', '--stdin'], text)).rows).toHaveLength(3);
    const bytes = Buffer.from(JSON.stringify(one, null, 1));
    const stdin = Readable.from([
      bytes.subarray(0, bytes.indexOf(0xc3) + 1),
      bytes.subarray(bytes.indexOf(0xc3) + 1),
    ]);
    const stdout = new PassThrough();
    await run(['certfr', 'parse', '--stdin'], { stdin, stdout, stderr: new PassThrough(), env: {}, cwd });
    expect(String(stdout.read())).toContain('antérieures');
  });

  it('reads files, compressed ones too', async () => {
    writeFileSync(join(cwd, 'a.json'), JSON.stringify(one));
    writeFileSync(join(cwd, 'b.ndjson.gz'), gzipSync(`${JSON.stringify(one)}\n${JSON.stringify(two)}`));
    const { code, rows } = await vigie(['parse', 'a.json', 'b.ndjson.gz']);
    expect(code).toBe(0);
    expect(rows).toHaveLength(4);
  });

  it('names what it cannot read, and goes on', async () => {
    const { code, rows, err } = await vigie(
      ['parse', '--stdin'],
      `${JSON.stringify(one)}\n{"x\n3\n${JSON.stringify(two)}\n`,
    );
    expect(code).toBe(2);
    expect(rows).toHaveLength(3);
    expect(err).toBe(
      'vigie certfr: stdin:2: not an avis in JSON\nvigie certfr: stdin:3: not an avis in JSON\n',
    );
    expect((await vigie(['parse', '--stdin'], `nothing\n${JSON.stringify(one)}\n`)).rows).toHaveLength(1);
    writeFileSync(join(cwd, 'bad.gz'), 'no gzip');
    for (const file of ['absent.json', 'bad.gz'])
      expect(await vigie(['parse', file])).toMatchObject({
        code: 2,
        err: `vigie certfr: ${file}:0: cannot read the file\n`,
      });
  });

  it('shows its usage', async () => {
    expect(await vigie([])).toMatchObject({ code: 2, err: expect.stringContaining('vigie certfr parse') });
    expect((await vigie(['parse', '--what'])).code).toBe(2);
  });
});
