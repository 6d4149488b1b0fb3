import { z } from 'zod';

export const Secdb = z.looseObject({
  distroversion: z
    .string()
    .regex(/^[\w.-]+$/)
    .max(40),
  reponame: z
    .string()
    .regex(/^[\w.-]+$/)
    .max(40),
  packages: z.array(z.looseObject({ pkg: z.looseObject({ name: z.string().max(200) }) })).max(100_000),
});

export const AlpineMark = z.record(z.string().max(100), z.string().max(300));
export const RELEASE = /^(v\d{1,3}\.\d{1,3}|edge)$/;
