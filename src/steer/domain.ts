import { z } from 'zod';
import { setUpCompleted } from '../platform/auth/events.ts';
import { defineDomain } from '../platform/domain.ts';
import { listen } from '../platform/events/bus.ts';
import { defineJob } from '../platform/jobs/define.ts';
import { keepDay } from './judge-services.ts';
import { loadDemo } from './load-demo.ts';
import { permissions } from './permissions.ts';
import { steerRoutes } from './routes.ts';

const loadDemoJob = defineJob({
  name: 'steer.load-demo',
  input: z.object({}),
  run: async ({ platform }) => {
    await loadDemo(platform);
    return undefined;
  },
});
const keepDayJob = defineJob({
  name: 'steer.keep-day',
  input: z.object({}),
  run: ({ platform }) => keepDay(platform),
});

export const steer = defineDomain({
  name: 'steer',
  permissions,
  routes: steerRoutes,
  jobs: [keepDayJob, loadDemoJob],
  listeners: [
    listen({
      name: 'steer/load-demo',
      event: setUpCompleted,
      run: async (p, { choice }) => {
        if (choice === 'demo') await p.jobs.enqueue(p.db, loadDemoJob, {}, { singletonKey: 'demo' });
      },
    }),
  ],
  schedules: [{ job: keepDayJob.name, input: {}, every: { dailyAt: '23:50' } }],
});
