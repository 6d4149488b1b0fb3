import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestPlatform, testPlatform } from '../../../test/kit/platform.ts';
import { AppError } from '../errors.ts';
import { createOutbound, type OutboundAgent, type OutboundParts } from './create-outbound.ts';
import { isPublic } from './guard-target.ts';
import { looksLikeHtml } from './looks-like-html.ts';
import type { OutboundRequest } from './outbound.ts';
import { recordOutbound, replayOutbound } from './record-replay.ts';
import { readUsage } from './store.ts';

let p: TestPlatform;
let base: string;
const agents: OutboundAgent[] = [];
const hits: string[] = [];
const bomb = gzipSync(Buffer.alloc(96 * 1024 ** 2));

const pages: Record<string, (req: IncomingMessage, res: ServerResponse) => void> = {
  '/ok': (req, res) => {
    if (req.headers['if-none-match'] === '"v1"') return void res.writeHead(304, { etag: '"v1"' }).end();
    res.setHeader('etag', '"v1"').setHeader('content-type', 'application/json').end('{"a":1}');
  },
  '/gzip': (_req, res) => void res.setHeader('content-encoding', 'gzip').end(gzipSync('{"a":2}')),
  '/bomb': (_req, res) => void res.setHeader('content-encoding', 'gzip').end(bomb),
  '/cut-gzip': (_req, res) =>
    void res.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(9000)).subarray(0, 20)),
  '/not-gzip': (_req, res) => void res.setHeader('content-encoding', 'gzip').end('plain words'),
  '/zstd': (_req, res) => void res.setHeader('content-encoding', 'zstd').end('x'),
  '/metadata': (_req, res) =>
    void res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/to-file': (_req, res) => void res.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/with-password': (_req, res) => void res.writeHead(302, { location: 'http://u:secret@127.0.0.1/' }).end(),
  '/loop': (_req, res) => void res.writeHead(302, { location: '/loop' }).end(),
  '/nowhere': (_req, res) => void res.writeHead(302).end(),
  '/moved': (_req, res) => void res.writeHead(301, { location: '/ok' }).end(),
  '/other-origin': (_req, res) =>
    void res.writeHead(302, { location: `${base.replace('127.0.0.1', 'localhost')}/echo` }).end(),
  '/echo': (req, res) => void res.end(JSON.stringify({ headers: req.headers, method: req.method })),
  '/endless': (_req, res) => {
    const timer = setInterval(() => res.write('x'.repeat(64 * 1024)), 1);
    res.on('close', () => clearInterval(timer));
  },
  '/slow-headers': () => {},
  '/stalls': (_req, res) => void res.write('begin'),
  '/drips': (_req, res) => {
    const timer = setInterval(() => res.write('.'), 20);
    res.on('close', () => clearInterval(timer));
  },
  '/short': (req, res) => {
    res.writeHead(200, { 'content-length': '1000' }).write('only this');
    setTimeout(() => req.socket.destroy(), 20);
  },
  '/too-big': (_req, res) => void res.writeHead(200, { 'content-length': '99999999' }).end(),
  '/busy': (_req, res) => void res.writeHead(429, { 'retry-after': '120' }).end('wait'),
  '/closed': (_req, res) => void res.writeHead(503, { 'retry-after': 'Mon, 23 Nov 2026 20:05:00 GMT' }).end(),
  '/broken': (_req, res) => void res.writeHead(500).end(),
  '/missing': (_req, res) => void res.writeHead(404).end(),
};

const server = createServer((req, res) => {
  hits.push(req.url ?? '');
  const page = pages[req.url?.split('?')[0] ?? ''];
  if (page) page(req, res);
  else res.writeHead(404).end();
});

beforeAll(async () => {
  p = await testPlatform();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const agent of agents) await agent.close();
  server.closeAllConnections();
  server.close();
  await p.close();
});

function outbound(
  parts: Partial<Omit<OutboundParts, 'config'>> & { config?: Partial<OutboundParts['config']> } = {},
) {
  const agent = createOutbound({
    db: p.db,
    clock: p.clock,
    log: p.log,
    ...parts,
    config: {
      proxyUrl: undefined,
      offline: false,
      outboundAllow: ['127.0.0.1', 'localhost'],
      ...parts.config,
    },
  });
  agents.push(agent);
  return agent;
}

async function text(
  agent: OutboundAgent,
  path: string,
  request: Partial<OutboundRequest> = {},
): Promise<string> {
  const url = path.startsWith('/') ? base + path : path;
  const response = await agent.fetch(url, { purpose: 'test', totalTimeoutMs: 5_000, ...request });
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}
const code = async (work: Promise<unknown>) => (await refusal(work)).code.replace('platform.outbound-', '');

describe('targets', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[::7f00:1]/',
    'http://[2001::1]/',
    'http://[ff02::1]/',
    'http://168.63.129.16/',
    'http://198.18.0.1/',
    'http://localhost:1/',
    'http://localhost.:1/',
  ])('refuses %s when nothing is opened', async (url) => {
    expect(await code(text(outbound({ config: { outboundAllow: [] } }), url))).toBe('forbidden-target');
  });

  it('knows public addresses', () => {
    expect(['1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'].map(isPublic)).toEqual([true, true, true]);
  });

  it('opens a block only as far as it goes', async () => {
    const agent = outbound({ config: { outboundAllow: ['127.0.0.0/24'] } });
    expect(await text(agent, '/ok')).toBe('{"a":1}');
    expect(await code(text(agent, 'http://127.0.1.1/'))).toBe('forbidden-target');
  });

  it.each(['ftp://example.org/', 'file:///etc/passwd', 'nonsense', 'http://user:pw@example.org/'])(
    'refuses the address %s',
    async (url) => {
      const error = await refusal(text(outbound(), url));
      expect(error.code).toBe('platform.outbound-bad-url');
      expect(error.message).not.toContain('pw@');
    },
  );

  it('refuses a name with one forbidden address among good ones', async () => {
    const agent = outbound({
      config: { outboundAllow: [] },
      lookup: async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    });
    expect(await code(text(agent, 'http://mixed.example/'))).toBe('forbidden-target');
  });

  it('is not fooled by a name that resolves to another address the second time', async () => {
    let asked = 0;
    const lookup = async () => [{ address: asked++ === 0 ? '93.184.216.34' : '127.0.0.1', family: 4 }];
    const before = hits.length;
    const agent = outbound({ config: { outboundAllow: [] }, lookup });
    expect(await code(text(agent, base.replace('127.0.0.1', 'rebind.example')))).toBe('forbidden-target');
    expect(asked).toBe(2);
    expect(hits.length).toBe(before);
  });

  it('does not go out when offline', async () => {
    expect(await code(text(outbound({ config: { offline: true } }), '/ok'))).toBe('offline');
  });
});

describe('redirects', () => {
  it.each([
    ['/metadata', 'forbidden-target'],
    ['/to-file', 'bad-url'],
    ['/with-password', 'bad-url'],
    ['/loop', 'too-many-redirects'],
    ['/nowhere', 'bad-redirect'],
  ])('%s ends in %s', async (path, expected) => {
    expect(await code(text(outbound(), path))).toBe(expected);
  });

  it('follows an honest one', async () => {
    expect(await text(outbound(), '/moved')).toBe('{"a":1}');
  });

  it('takes secrets to no other origin', async () => {
    const answer = JSON.parse(
      await text(outbound(), '/other-origin', { headers: { Authorization: 'Bearer s', 'X-Plain': 'kept' } }),
    );
    expect(answer.headers.authorization).toBeUndefined();
    expect(answer.headers['x-plain']).toBe('kept');
  });
});

describe('bounds', () => {
  it.each([
    ['/endless', { maxBytes: 1024 ** 2 }, 'too-large'],
    ['/too-big', { maxBytes: 1024 }, 'too-large'],
    ['/slow-headers', { headersTimeoutMs: 100 }, 'timeout'],
    ['/stalls', { stallTimeoutMs: 100 }, 'stalled'],
    ['/drips', { totalTimeoutMs: 200 }, 'timeout'],
    ['/short', {}, 'truncated'],
    ['/bomb', {}, 'bomb'],
    ['/cut-gzip', {}, 'truncated'],
    ['/not-gzip', {}, 'encoding'],
    ['/zstd', {}, 'encoding'],
    ['/missing', {}, 'refused'],
    ['/broken', {}, 'server-error'],
  ] as const)('%s is refused (%o): %s', async (path, request, expected) => {
    expect(await code(text(outbound(), path, request))).toBe(expected);
  });

  it('counts the unfolded bytes of a compressed answer', async () => {
    expect(await text(outbound(), '/gzip')).toBe('{"a":2}');
    expect(await code(text(outbound(), '/gzip', { maxBytes: 3 }))).toBe('too-large');
  });

  it('tells when to come back', async () => {
    const busy = await refusal(text(outbound(), '/busy'));
    expect([busy.code, busy.kind, busy.details.retryAfterSeconds]).toEqual([
      'platform.outbound-throttled',
      'theirs',
      120,
    ]);
    const closed = await refusal(text(outbound(), '/closed'));
    expect(closed.details.retryAfterSeconds).toBe(300);
  });

  it('says that nobody answers', async () => {
    const error = await refusal(text(outbound(), 'http://127.0.0.1:9/'));
    expect([error.code, error.kind]).toEqual(['platform.outbound-unreachable', 'theirs']);
  });

  it('stops when the caller does', async () => {
    const abort = new AbortController();
    const work = text(outbound(), '/endless', { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(work).rejects.toThrow('enough');
  });

  it('does not ask twice for what has not changed', async () => {
    const response = await outbound().fetch(`${base}/ok`, { purpose: 'test', etag: '"v1"' });
    expect([response.status, response.notModified]).toEqual([304, true]);
  });
});

it('keeps to the month’s budget, and counts each purpose apart', async () => {
  const agent = outbound();
  await text(agent, '/ok', { purpose: 'feed:a', monthlyBytes: 10 });
  expect(await text(agent, '/ok', { purpose: 'feed:b', monthlyBytes: 10 })).toBe('{"a":1}');
  expect(await code(text(agent, '/ok', { purpose: 'feed:a', monthlyBytes: 10 }))).toBe('budget-spent');
  expect(await code(text(agent, '/ok', { purpose: 'feed:a', monthlyBytes: 7 }))).toBe('budget-spent');
  await agent.close();
  agents.splice(agents.indexOf(agent), 1);
  const used = await readUsage(p.db, '2026-11');
  expect([used.get('feed:a'), used.get('feed:b')]).toEqual([7, 7]);
});

it('may be read inside a transaction without waiting for itself', async () => {
  const agent = outbound();
  const body = await p.db.transaction().execute(() => text(agent, '/ok'));
  expect(body).toBe('{"a":1}');
});

it('goes through the proxy, which gets no forbidden target', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (req, socket, head) => {
    asked.push(req.url ?? '');
    const [, port] = base.split(':').slice(1);
    const inner = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      inner.write(head);
      inner.pipe(socket).pipe(inner);
    });
    inner.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const lookup = async (): Promise<never> => {
    throw new Error('no names here');
  };
  const agent = outbound({ config: { proxyUrl, outboundAllow: [] }, lookup });
  expect(await text(agent, 'http://unknown-inside.example/ok')).toBe('{"a":1}');
  expect(await code(text(agent, 'http://169.254.169.254/'))).toBe('forbidden-target');
  expect(asked).toEqual(['unknown-inside.example:80']);
  await agent.close();
  agents.splice(agents.indexOf(agent), 1);
  proxy.closeAllConnections();
  proxy.close();
});

it('records answers and replays them without a network', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-replay-'));
  try {
    const recorder = { ...recordOutbound(outbound(), folder), close: async () => {} };
    expect(await text(recorder, '/ok')).toBe('{"a":1}');
    const before = hits.length;
    const replayer = { ...replayOutbound(folder), close: async () => {} };
    expect(await text(replayer, '/ok')).toBe('{"a":1}');
    expect((await replayer.fetch(`${base}/ok`, { purpose: 'test', etag: '"v1"' })).notModified).toBe(true);
    expect(await code(text(replayer, '/never'))).toBe('not-recorded');
    expect(hits.length).toBe(before);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('tells a web page from data', () => {
  const html = (s: string, type?: string) => looksLikeHtml(Buffer.from(s), type);
  expect([html('\n <!DOCTYPE html><p>'), html('<HTML>'), html('<p>x', 'text/html; charset=utf-8')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([
    html('{"a":1}', 'text/html'),
    html('<?xml version="1.0"?><feed/>', 'application/xml'),
    html(''),
  ]).toEqual([false, false, false]);
});
