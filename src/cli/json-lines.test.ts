import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { answerLines, MAX_LINE_BYTES, type Row } from './json-lines.ts';

/** Feeds the chunks as they stand and returns what came out, with the exit code. */
async function feed(chunks: (string | Buffer)[], answer: (row: Row) => Row | string = () => ({ ok: true })) {
  const stdout = new PassThrough({ highWaterMark: 1024 ** 3 });
  const stderr = new PassThrough({ highWaterMark: 1024 ** 3 });
  const stdin = Readable.from(chunks, { objectMode: true });
  const code = await answerLines(
    'test',
    { stdin, stdout, stderr, env: { VIGIE_LOCALE: 'en' }, cwd: '.' },
    answer,
  );
  const out = String(stdout.read() ?? '');
  return {
    code,
    out,
    lines: out
      .split('\n')
      .filter(Boolean)
      .map((l) => JSON.parse(l)),
    err: String(stderr.read() ?? ''),
  };
}

describe('JSON lines of standard input', () => {
  test('come back in order, their fields kept, wherever the chunks are cut', async () => {
    const input = Buffer.from('\uFEFF{"n":1,"t":"é😀"}\r\n\n{"n":2}\n  {"n":3}');
    const whole = await feed([input]);
    expect(whole.lines).toEqual([
      { n: 1, t: 'é😀', ok: true },
      { n: 2, ok: true },
      { n: 3, ok: true },
    ]);
    expect(whole.code).toBe(0);
    for (let at = 0; at <= input.length; at++)
      expect((await feed([input.subarray(0, at), input.subarray(at)])).out).toBe(whole.out);
  });

  test.each([
    ['text that is no JSON', '{"a":', 'not a JSON object'],
    ['a list', '[1]', 'not a JSON object'],
    ['null', 'null', 'not a JSON object'],
    ['what is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'not UTF-8'],
    ['lists within lists', '['.repeat(900_000), 'not a JSON object'],
    ['objects within objects', `{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`, 'not a JSON object'],
    ['an endless line', 'x'.repeat(MAX_LINE_BYTES + 1), `line of more than ${MAX_LINE_BYTES} bytes`],
  ])('%s is named and costs nothing else', async (_, bad, error) => {
    const found = await feed(['{"n":1}\n', bad, '\n{"n":3}\n']);
    expect(found.lines).toEqual([
      { n: 1, ok: true },
      { line: 2, error },
      { n: 3, ok: true },
    ]);
    expect(found.err).toBe(`vigie test: stdin:2: ${error}\n`);
    expect(found.code).toBe(2);
  });

  test('an endless line in many chunks is dropped as it comes, also at the end', async () => {
    const piece = Buffer.alloc(300_000, 120);
    const found = await feed([
      ...new Array(20).fill(piece),
      Buffer.from('\n{"n":2}\n'),
      ...new Array(5).fill(piece),
    ]);
    expect(found.lines.map((line) => line.n ?? line.line)).toEqual([1, 2, 3]);
  });

  test('names twenty bad lines and counts the others', async () => {
    const found = await feed(['?\n'.repeat(50)]);
    expect(found.lines).toHaveLength(50);
    expect(found.err.split('\n').filter(Boolean)).toHaveLength(21);
    expect(found.err).toContain('and 30 more unreadable lines');
  });

  test('waits for a slow reader, and stops when nobody reads any more', async () => {
    let held = 0;
    let most = 0;
    let served = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk, _, done) {
        held += chunk.length;
        most = Math.max(most, held);
        setImmediate(() => {
          held -= chunk.length;
          done();
        });
      },
    });
    async function* endless() {
      while (served < 200) {
        served++;
        yield Buffer.from('{"n":1}\n'.repeat(100));
      }
    }
    const stderr = new PassThrough();
    const io = { stdin: Readable.from(endless()), stdout: slow, stderr, env: {}, cwd: '.' };
    expect(await answerLines('test', io, () => ({}))).toBe(0);
    expect(most).toBeLessThanOrEqual(800);

    served = 0;
    const closed = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('closed'), { code: 'EPIPE' }));
      },
    });
    const gone = { stdin: Readable.from(endless()), stdout: closed, stderr, env: {}, cwd: '.' };
    expect(await answerLines('test', gone, () => ({}))).toBe(0);
    expect(served).toBeLessThan(100);
  });
});
