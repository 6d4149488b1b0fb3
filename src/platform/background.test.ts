import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { actorWith, type TestPlatform, testPlatform } from '../../test/kit/platform.ts';
import { ConfigSchema } from './config/config.ts';
import { AppError } from './errors.ts';
import { listen } from './events/bus.ts';
import { defineEvent } from './events/define.ts';
import { createDispatcher } from './events/dispatch.ts';
import { backlog } from './events/store.ts';
import { createFiles } from './files/store-files.ts';
import { defineJob, type JobDef } from './jobs/define.ts';
import { rerunJob } from './jobs/rerun.ts';
import { createJobRunner } from './jobs/run.ts';
import { getJob, listJobs } from './jobs/store.ts';
import { createMail } from './mail/send.ts';

let p: TestPlatform;
beforeAll(async () => {
  p = await testPlatform();
});
afterAll(() => p.close());

describe('the outbox', () => {
  const happened = defineEvent('test.thing.happened', z.object({ n: z.number() }));

  it('delivers committed events in order, and none of a transaction rolled back', async () => {
    const heard: number[] = [];
    const d = createDispatcher(
      [listen({ name: 'test/hear', event: happened, run: async (_, { n }) => void heard.push(n) })],
      p.clock.now,
    );
    await p.db.transaction().execute(async (trx) => {
      await d.bus.emit(trx, happened, { n: 1 });
      await d.bus.emit(trx, happened, { n: 2 });
    });
    await expect(
      p.db.transaction().execute(async (trx) => {
        await d.bus.emit(trx, happened, { n: 99 });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await d.drain(p);
    expect(heard).toEqual([1, 2]);
  });

  it('keeps an event until its listener succeeds, then parks it after ten failures without blocking the next', async () => {
    const heard: number[] = [];
    const d = createDispatcher(
      [
        listen({
          name: 'test/stumble',
          event: happened,
          run: async (_, { n }) => {
            if (n === 3) throw new Error('cannot');
            heard.push(n);
          },
        }),
      ],
      p.clock.now,
    );
    await p.db.transaction().execute(async (trx) => {
      await d.bus.emit(trx, happened, { n: 3 });
      await d.bus.emit(trx, happened, { n: 4 });
    });
    await d.drain(p);
    expect(heard).toEqual([]);
    expect(await backlog(p.db)).toMatchObject({ waiting: 2 });
    for (let i = 0; i < 12; i++) {
      p.clock.advance(10 * 60_000);
      await d.drain(p);
    }
    expect(heard).toEqual([4]);
    expect(await backlog(p.db)).toEqual({ waiting: 0, parked: 1 });
  });
});

describe('the job queue', () => {
  const theirs = () => new AppError('test.down', { status: 502, kind: 'theirs' });
  let tries = 0;
  const flaky = defineJob({
    name: 'test.flaky',
    input: z.object({}),
    run: async () => {
      tries++;
      if (tries < 3) throw theirs();
      return { tries };
    },
  });
  const broken = defineJob({
    name: 'test.broken',
    input: z.object({}),
    run: () => Promise.reject(new Error('ours')),
  });
  const patient = defineJob({
    name: 'test.patient',
    input: z.object({}),
    run: async ({ signal, progress }) => {
      progress(1, 2, 'half');
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
      return undefined;
    },
  });
  const runner = () => createJobRunner([flaky, broken, patient] as JobDef[], [], p.clock.now);

  it('tries again when the fault is theirs, and fails at once when it is ours', async () => {
    const r = runner();
    const flakyId = await r.jobs.enqueue(p.db, flaky, {});
    const brokenId = await r.jobs.enqueue(p.db, broken, {});
    await r.drain(p);
    expect(await getJob(p.db, flakyId)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(await getJob(p.db, brokenId)).toMatchObject({
      state: 'failed',
      error: { code: 'platform.job-crashed' },
    });
    for (let i = 0; i < 2; i++) {
      p.clock.advance(3_600_000);
      await r.drain(p);
    }
    expect(await getJob(p.db, flakyId)).toMatchObject({ state: 'done', result: { tries: 3 } });
  });

  it('adds no second run under a singleton key while one waits', async () => {
    const r = runner();
    const a = await r.jobs.enqueue(p.db, flaky, {}, { singletonKey: 'k' });
    expect(await r.jobs.enqueue(p.db, flaky, {}, { singletonKey: 'k' })).toBe(a);
    await r.drain(p);
  });

  it('waits as long as the other side asks, within a day', async () => {
    let asked = 0;
    const busy = defineJob({
      name: 'test.busy',
      input: z.object({}),
      run: () =>
        Promise.reject(
          new AppError(
            'test.busy',
            { status: 503, kind: 'theirs' },
            { details: { retryAfterSeconds: asked } },
          ),
        ),
    });
    const r = createJobRunner([busy] as JobDef[], [], p.clock.now);
    const waits: number[] = [];
    for (asked of [5, 7_200, 10_000_000]) {
      const id = await r.jobs.enqueue(p.db, busy, {});
      await r.drain(p);
      const run = await getJob(p.db, id);
      waits.push(((run?.run_at.getTime() ?? 0) - p.clock.now().getTime()) / 1000);
    }
    expect(waits).toEqual([30, 7_200, 86_400]);
  });

  it('runs again what has ended, for who asks, and nothing that still waits or is no longer known', async () => {
    const r = runner();
    const q = { ...p, jobs: r.jobs };
    const waiting = await r.jobs.enqueue(p.db, broken, {}, { singletonKey: 'one' });
    await expect(rerunJob(q, actorWith([]), waiting)).rejects.toMatchObject({
      code: 'platform.job-not-ended',
    });
    await r.drain(p);
    const again = await rerunJob(q, actorWith([]), waiting);
    expect(await getJob(p.db, again)).toMatchObject({
      ...{ name: 'test.broken', state: 'waiting', singleton_key: 'one', actor_name: 'Hina R.' },
    });
    await r.drain(p);
    const later = { ...p, jobs: createJobRunner([flaky] as JobDef[], [], p.clock.now).jobs };
    await expect(rerunJob(later, actorWith([]), waiting)).rejects.toMatchObject({
      code: 'platform.job-obsolete',
    });
    await expect(rerunJob(q, actorWith([]), 'none')).rejects.toMatchObject({ code: 'platform.job-unknown' });
  });

  it('cancels a running run, with its progress kept', async () => {
    const r = runner();
    await r.start(p, { alone: true, concurrency: 1 });
    const id = await r.jobs.enqueue(p.db, patient, {});
    await expect
      .poll(async () => (await getJob(p.db, id))?.progress)
      .toEqual({ done: 1, total: 2, note: 'half' });
    await r.jobs.cancel(id);
    await expect.poll(async () => (await getJob(p.db, id))?.state).toBe('cancelled');
    await r.stop();
  });

  it('puts a run back when the process stops, and finds one lost by a crash', async () => {
    const first = runner();
    await first.start(p, { alone: true, concurrency: 1 });
    const id = await first.jobs.enqueue(p.db, patient, {});
    await expect.poll(async () => (await getJob(p.db, id))?.state).toBe('running');
    await first.stop();
    expect(await getJob(p.db, id)).toMatchObject({ state: 'waiting' });
    const { rows } = await listJobs(p.db, { name: 'test.patient', state: ['waiting'], limit: 10, offset: 0 });
    expect(rows).toHaveLength(1);
  });
});

describe('the file store', () => {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-files-'));
  const files = createFiles(dir);
  afterAll(() => rmSync(dir, { recursive: true }));

  it('gives back what it was given, by its hash', async () => {
    const content = randomBytes(300_000);
    const stored = await files.put(Readable.from([content.subarray(0, 1000), content.subarray(1000)]), {
      maxBytes: 1e6,
    });
    expect(await files.has(stored.sha256)).toBe(true);
    const read = Buffer.concat(await files.open(stored.sha256).toArray());
    expect(read.equals(content)).toBe(true);
  });

  it('leaves nothing behind when the content is too large, and refuses a path as a name', async () => {
    await expect(files.put(Readable.from([Buffer.alloc(11)]), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'platform.file-too-large',
    });
    expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
    expect(() => files.open('../../etc/passwd')).toThrow('platform.file-unknown');
  });
});

describe('mail', () => {
  const received: string[] = [];
  let refuse = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_a, _s, done) => (refuse ? done(new Error('550 no')) : done()),
    onData: (stream, _s, done) => {
      stream.toArray().then((chunks) => {
        received.push(Buffer.concat(chunks).toString());
        done();
      }, done);
    },
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  const mail = () => {
    const address = server.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return createMail(ConfigSchema.parse({ smtpUrl: `smtp://127.0.0.1:${port}` }), p.db, p.clock);
  };

  it('sends once per idempotency key, and again after a refusal', async () => {
    const message = {
      to: 'rssi@tavea.example',
      subject: 'Ce qui a changé',
      text: 'Été',
      idempotencyKey: 'digest-1',
    };
    refuse = true;
    await expect(mail().send(message)).rejects.toMatchObject({
      code: 'platform.mail-refused',
      kind: 'theirs',
    });
    refuse = false;
    await mail().send(message);
    await mail().send(message);
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('Subject: =?UTF-8?');
  });
});
