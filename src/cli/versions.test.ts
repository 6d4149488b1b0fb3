import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { run } from './index.ts';

async function vigie(argv: string[], input = '') {
  const stdout = new PassThrough({ highWaterMark: 1024 ** 3 });
  const stderr = new PassThrough({ highWaterMark: 1024 ** 3 });
  const env = { VIGIE_LOCALE: 'en' };
  const code = await run(argv, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr, env, cwd: '.' });
  return { code, out: String(stdout.read() ?? '').trimEnd(), err: String(stderr.read() ?? '') };
}

/** The answers to rows on standard input. */
async function answers(argv: string[], rows: object[]) {
  const { out, code } = await vigie([...argv, '--stdin'], rows.map((row) => JSON.stringify(row)).join('\n'));
  return { code, rows: out.split('\n').map((line) => JSON.parse(line)) };
}

describe('vigie versions', () => {
  test.each([
    ['deb', '1:1.2-1~deb12u1', '1:1.2-1', '<'],
    ['Debian:12', '1.0', '1.0-0', '='],
    ['crates.io', '1.0.0-rc.1', '1.0.0', '<'],
    ['pep440', '1.0.post1', '1.0', '>'],
    ['rpm', '-1', '1', '<'],
    ['windows', '10.0.17763.6189', '10.0.17763.6293', '<'],
    ['pan-os', '10.2.9-h1', '10.2.9', '>'],
    ['fortios', '7.2.6 build 1575', '7.2.6', '='],
    ['cisco', '15.2(4)M3', '15.2(4)M10', '<'],
    ['junos', '21.4R3.11', '21.4R3-S1', '<'],
    ['intdot', '10.0', '9.9', '>'],
    ['golang', 'v1.2.3', '1.2.3', '='],
  ])('compare %s %s %s writes %s', async (scheme, a, b, sign) => {
    expect(await vigie(['versions', 'compare', scheme, a, b])).toEqual({ code: 0, out: sign, err: '' });
  });

  test('an order nobody knows is refused with the known ones, a text that is no version with its name', async () => {
    const unknown = await vigie(['versions', 'compare', 'zzz', '1', '2']);
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('unknown scheme "zzz"; known: alpm, apk');
    const bad = await vigie(['versions', 'compare', 'cran', '1.0', '1.x']);
    expect(bad).toEqual({ code: 2, out: '', err: 'vigie versions compare: not a version of cran: "1.x"\n' });
  });

  test('rows keep their fields and get "cmp" or "error"', async () => {
    const found = await answers(
      ['versions', 'compare'],
      [
        { id: 7, scheme: 'maven', a: '1.0', b: '1.0.0', cmp: 5 },
        { scheme: 'gem', a: '1.0.a', b: '1.0' },
        { scheme: '__proto__', a: '1', b: '2' },
        { scheme: 'deb', a: '1', b: 'n/a' },
        { scheme: 'deb', a: '9'.repeat(1000), b: '1' },
      ],
    );
    expect(found.code).toBe(0);
    expect(found.rows[0]).toEqual({ id: 7, scheme: 'maven', a: '1.0', b: '1.0.0', cmp: 0 });
    expect(found.rows[1].cmp).toBe(-1);
    expect(found.rows[2].error).toMatch(/^unknown scheme/);
    expect(found.rows[3].error).toBe('not a version of deb: "n/a"');
    expect(found.rows[4].error).toMatch(/^longer than 512/);
    const bad = await answers(['versions', 'compare'], [{ scheme: 'deb', a: 1, b: '2' }]);
    expect(bad).toEqual({
      code: 2,
      rows: [{ scheme: 'deb', a: 1, b: '2', line: 1, error: '"a" must be a text' }],
    });
  });

  test.each([
    [['vers:deb/>=1.2|<1.4-2', '1.4-1'], 'true', 0],
    [['vers:npm/<1.0.0', '1.0.0'], 'false', 1],
    [['--scheme', 'npm', '^1.2.9', '1.10.0'], 'true', 0],
    [['--scheme', 'RubyGems', '~> 2.0.8', '2.1'], 'false', 1],
    [['vers:npm/<1.0.0', 'main'], '', 2],
    [['vers:nosuch/<1.0.0', '1'], '', 2],
    [['^1.2.9', '1.3.0'], '', 2],
    [['--scheme', 'npm', '>>>', '1.3.0'], '', 2],
  ])('in %j writes %j and exits %i', async (words, out, code) => {
    const found = await vigie(['versions', 'in', ...words]);
    expect(found).toMatchObject({ out, code });
    expect(found.err === '').toBe(code < 2);
  });

  test('ranges stream too, and the orders are listed', async () => {
    const found = await answers(
      ['versions', 'in'],
      [
        { range: 'vers:pypi/<2.31.0', version: '2.20.0' },
        { range: '[1.0,2.0)', version: '2.0', scheme: 'maven' },
        { range: 'vers:pypi/<2.31.0', version: '*' },
      ],
    );
    expect(found.rows.map((row) => row.in ?? row.error)).toEqual([true, false, 'not a version of pypi: "*"']);
    const listed = await vigie(['versions', 'schemes']);
    expect(listed.out.split('\n').map((line) => JSON.parse(line).scheme)).toContain('junos');
  });

  test.each([
    [[]],
    [['compare']],
    [['compare', 'deb', '1']],
    [['in', '1']],
    [['sort']],
    [['compare', 'deb', '1', '2', '3']],
  ])('versions %j shows how to use it and exits 2', async (words) => {
    const found = await vigie(['versions', ...words]);
    expect(found).toMatchObject({ code: 2, out: '' });
    expect(found.err).toContain('vigie versions compare SCHEME A B');
  });
});

describe('vigie cvss', () => {
  test('writes one score a line, and names what is no vector', async () => {
    const vectors = ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'AV:N/AC:L/Au:N/C:P/I:P/A:P'];
    expect(await vigie(['cvss', ...vectors])).toEqual({ code: 0, out: '9.8\n7.5', err: '' });
    expect(await vigie(['cvss', 'CVSS:3.1/AV:N'])).toEqual({
      code: 2,
      out: '',
      err: 'vigie cvss: "CVSS:3.1/AV:N": not a CVSS vector\n',
    });
    expect((await vigie(['cvss'])).code).toBe(2);
  });

  test('adds score, severity and version to each row, or an error', async () => {
    const found = await answers(
      ['cvss'],
      [
        { cve: 'CVE-1', vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/E:U/RL:O/RC:C' },
        { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' },
        { vector: 'CVSS:9.9/AV:N' },
      ],
    );
    expect(found.rows[0]).toMatchObject({
      cve: 'CVE-1',
      score: 7.8,
      overall: 6.8,
      severity: 'high',
      version: '3.1',
    });
    expect(found.rows[1]).toMatchObject({ score: 9.3, severity: 'critical', version: '4.0' });
    expect(found.rows[2].error).toBe('not a CVSS vector: "CVSS:9.9/AV:N"');
  });
});

describe('vigie cpe match', () => {
  test.each([
    ['cpe:2.3:a:f5:nginx:*:*:*:*:*:*:*:*', 'cpe:/a:f5:nginx:1.20.1', 'superset'],
    ['cpe:2.3:a:f5:nginx:*', 'cpe:2.3:a:*:nginx:1.20.1', 'overlap'],
    ['wfn:[part="a",vendor="f5",product="nginx",version="1\\.2"]', 'cpe:/a:f5:nginx:1.2', 'equal'],
    ['cpe:/a:f5:nginx:-', 'cpe:/a:f5:nginx:1.2', 'disjoint'],
    ['cpe:/a:f5:nginx:1.2', 'cpe:/a:f5:nginx', 'subset'],
    ['cpe:/a:f5:nginx:1.2', 'cpe:/a:f5:nginx:1.%02', 'undefined'],
    ['9\\.*', '9\\.3\\.2', 'superset'],
  ])('%s %s: %s', async (source, target, relation) => {
    expect(await vigie(['cpe', 'match', source, target])).toEqual({ code: 0, out: relation, err: '' });
  });

  test('rows hold names, attributes or values', async () => {
    const found = await answers(
      ['cpe', 'match'],
      [
        { n: 1, source: { part: 'o', vendor: '?icrosoft' }, target: { part: 'o', vendor: 'microsoft' } },
        { source: 'ANY', target: 'NA' },
        { source: 'cpe:2.3:x:bad:one', target: 'cpe:/a:b:c' },
        { source: 'cp:/a:b', target: 'cpe:/a:b:c' },
        { source: { part: 'a', colour: 'red' }, target: 'cpe:/a:b:c' },
        { source: 'cpe:/a:b:c', target: 'foo' },
        { source: 'cpe:/a:b:c' },
      ],
    );
    expect(found.rows.map((row) => row.relation ?? row.error)).toEqual([
      'superset',
      'superset',
      '"source" is no CPE name',
      '"source" is no CPE name',
      '"source" is no CPE name',
      'a name cannot be compared with one value',
      '"target" is missing',
    ]);
    expect(found.rows[0].n).toBe(1);
    expect(found.code).toBe(2);
    expect((await vigie(['cpe', 'match', 'x:y', 'cpe:/a'])).code).toBe(2);
  });
});
