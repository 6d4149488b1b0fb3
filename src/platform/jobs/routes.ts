import { z } from 'zod';
import type { App } from '../http/app.ts';
import type { Platform } from '../platform.ts';
import { JobPage, JobQuery, JobRun } from './contract.ts';
import { fail } from './errors.ts';
import { rerunJob } from './rerun.ts';
import { getJob, type JobRow, listJobs } from './store.ts';

/** Run history, one run, cancel, and run again. */
export function jobRoutes(app: App, p: Platform): void {
  app.get(
    '/api/platform/jobs',
    {
      config: { permission: 'platform:job:read' },
      schema: {
        tags: ['platform'],
        summary: 'Runs of background work, newest first',
        querystring: JobQuery,
        response: { 200: JobPage },
      },
    },
    async (req) => {
      const { page, size, state, name } = req.query;
      const { rows, total } = await listJobs(p.db, { state, name, limit: size, offset: (page - 1) * size });
      return { items: rows.map(present), total, page, size };
    },
  );

  app.get(
    '/api/platform/jobs/:id',
    {
      config: { permission: 'platform:job:read' },
      schema: {
        tags: ['platform'],
        summary: 'One run',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: JobRun },
      },
    },
    async (req) => present(await known(p, req.params.id)),
  );

  app.post(
    '/api/platform/jobs/:id/cancel',
    {
      config: { permission: 'platform:job:cancel' },
      schema: {
        tags: ['platform'],
        summary: 'Ask a run to stop',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: JobRun },
      },
    },
    async (req) => {
      const row = await known(p, req.params.id);
      await p.jobs.cancel(row.id);
      await p.db.transaction().execute((trx) =>
        p.journal.append(trx, {
          actor: req.actor,
          action: 'platform.job.cancelled',
          object: { kind: 'platform.job', id: row.id, label: row.name },
        }),
      );
      return present(await known(p, row.id));
    },
  );

  app.post(
    '/api/platform/jobs/:id/rerun',
    {
      config: { permission: 'platform:job:rerun' },
      schema: {
        tags: ['platform'],
        summary: 'Ask again for the work of a run that has ended',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: JobRun },
      },
    },
    async (req) => present(await known(p, await rerunJob(p, req.actor, req.params.id))),
  );
}

async function known(p: Platform, id: string): Promise<JobRow> {
  const row = await getJob(p.db, id);
  if (!row) throw fail('job-unknown', { details: { id } });
  return row;
}

function present(row: JobRow): JobRun {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    actor: row.actor_name,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    createdAt: row.created_at.toISOString(),
    runAt: row.run_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    progress: row.progress,
    input: row.input,
    result: row.result,
    error: row.error,
  };
}
