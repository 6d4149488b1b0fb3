import { z } from 'zod';

const text = z.string().max(200_000).nullish().catch(null);
const value = z.looseObject({ Value: text }).nullish().catch(null);
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item.nullable().catch(null)).max(50_000).nullish().catch(null);

export const Vulnerability = z.looseObject({
  CVE: z.string().max(128),
  Title: value,
  Notes: listOf(z.looseObject({ Title: text, Type: z.number().nullish().catch(null), Value: text })),
  Threats: listOf(z.looseObject({ Type: z.number(), Description: value })),
  CVSSScoreSets: listOf(z.looseObject({ BaseScore: z.number().min(0).max(10), Vector: z.string().max(500) })),
  RevisionHistory: listOf(z.looseObject({ Date: text })),
});
export type Vulnerability = z.output<typeof Vulnerability>;

export const MonthDocument = z.looseObject({
  DocumentTitle: value,
  DocumentTracking: z.looseObject({
    Identification: z.looseObject({
      ID: z.looseObject({
        Value: z
          .string()
          .regex(/^[\w-]+$/)
          .max(60),
      }),
    }),
    InitialReleaseDate: text,
    CurrentReleaseDate: text,
  }),
  Vulnerability: z
    .array(Vulnerability)
    .max(20_000)
    .nullish()
    .transform((v) => v ?? []),
});

export const Updates = z.object({
  value: z
    .array(
      z.looseObject({
        ID: z
          .string()
          .regex(/^[\w-]+$/)
          .max(60),
        CurrentReleaseDate: z.string().max(60),
      }),
    )
    .max(5000),
});

export const MsrcMark = z.record(z.string().max(60), z.string().max(60));
