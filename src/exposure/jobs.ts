import { z } from 'zod';
import { defineJob, type Schedule } from '../platform/jobs/define.ts';
import { expireDecisions } from './expire-decisions.ts';
import { propagate } from './propagate.ts';
import { proposeIdentities } from './propose-identities.ts';
import { reassess } from './reassess.ts';
import { sendDigest } from './send-digest.ts';

export const reassessJob = defineJob({
  name: 'exposure.reassess-all',
  input: z.object({}),
  attempts: 2,
  run: async ({ platform, signal, progress }) => {
    await propagate(platform);
    return { ...(await reassess(platform, { signal, progress })) };
  },
});

const expireJob = defineJob({
  name: 'exposure.expire-decisions',
  input: z.object({}),
  run: ({ platform }) => expireDecisions(platform),
});

const digestJob = defineJob({
  name: 'exposure.send-digest',
  input: z.object({}),
  attempts: 5,
  run: ({ platform }) => sendDigest(platform),
});

/** Sources name new products: labels without identity are looked at again. */
export const proposeJob = defineJob({
  name: 'exposure.propose-identities',
  input: z.object({}),
  run: async ({ platform, signal }) => ({ ...(await proposeIdentities(platform, { signal })) }),
});

export const jobs = [reassessJob, expireJob, digestJob, proposeJob];

export const schedules: Schedule[] = [
  { job: expireJob.name, input: {}, every: { minutes: 15 } },
  { job: reassessJob.name, input: {}, every: { dailyAt: '03:30' } },
  { job: proposeJob.name, input: {}, every: { dailyAt: '04:30' } },
  { job: digestJob.name, input: {}, every: { dailyAt: '06:30' } },
];
