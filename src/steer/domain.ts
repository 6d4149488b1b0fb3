import { z } from 'zod';
import { defineDomain } from '../platform/domain.ts';
import { defineJob } from '../platform/jobs/define.ts';
import { keepDay } from './judge-services.ts';
import { permissions } from './permissions.ts';
import { steerRoutes } from './routes.ts';

const keepDayJob = defineJob({
  name: 'steer.keep-day',
  input: z.object({}),
  run: ({ platform }) => keepDay(platform),
});

export const steer = defineDomain({
  name: 'steer',
  permissions,
  routes: steerRoutes,
  jobs: [keepDayJob],
  schedules: [{ job: keepDayJob.name, input: {}, every: { dailyAt: '23:50' } }],
});
