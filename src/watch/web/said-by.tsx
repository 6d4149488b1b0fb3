import { useState } from 'react';
import { urlOf } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useLocale, useT } from '../../platform/web/i18n.ts';
import { Band, Button, Facts, JsonTree } from '../../platform/web/kit/index.ts';
import type { AdvisoryDetail } from '../contract.ts';

type Said = AdvisoryDetail['saidBy'][number];

/** What each source says, side by side with its dates and its document as received. */
export function SaidBy({ advisory }: { advisory: AdvisoryDetail }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  return (
    <Band title={t('watch:page.says')}>
      {advisory.saidBy.map((said) => (
        <section
          key={`${said.feedId}${said.recordId}`}
          className="said"
          aria-label={`${said.feedId} ${said.recordId}`}
        >
          <h3>
            {advisory.feedTitles[said.feedId]?.[locale] ?? said.feedId}{' '}
            <span className="m mut">{said.recordId}</span>
          </h3>
          <p className="sec">
            {t('watch:page.received', { when: f.recent(said.receivedAt) })}
            {said.removedAt && `, ${t('watch:page.removed', { date: f.day(said.removedAt) })}`},{' '}
            <a
              className="link"
              href={urlOf(`/api/watch/advisories/${encodeURIComponent(advisory.id)}/original`, {
                feed: said.feedId,
              })}
            >
              {t('watch:page.original')}
            </a>{' '}
            ({f.bytes(said.size)})
          </p>
          <Facts items={fieldsOf(said)} />
        </section>
      ))}
    </Band>
  );
}

/** The fields that say something, each in words. */
function fieldsOf(said: Said): [label: string, value: React.ReactNode][] {
  return Object.entries(said.fields)
    .filter(([, value]) => !isNothing(value))
    .map(([key, value]) => [
      translateLoose(`watch:field.${key}`, undefined, key),
      <Value key={key} field={key} value={value} />,
    ]);
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?$/;

function Value({ field, value }: { field: string; value: unknown }) {
  const f = useFormat();
  if (typeof value === 'string' && DATE.test(value)) return <>{f.day(value)}</>;
  if (Array.isArray(value) && value.every((v) => typeof v === 'string')) return <Lines lines={value} />;
  if (typeof value === 'object' && value !== null && Object.values(value).every(isScalar))
    return (
      <Lines
        lines={Object.entries(value)
          .filter(([, v]) => !isNothing(v))
          .map(
            ([key, v]) =>
              `${translateLoose(`watch:field.${key}`, undefined, key)} : ${translateLoose(`watch:value.${key}.${v}`, undefined, String(v))}`,
          )}
      />
    );
  if (typeof value === 'object') return <JsonTree value={value} open={0} />;
  return <>{translateLoose(`watch:value.${field}.${value}`, undefined, String(value))}</>;
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

const FIRST = 6;

/** A list of texts; a long one is opened on demand. */
function Lines({ lines }: { lines: readonly string[] }) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, FIRST);
  return (
    <>
      <ul className="lines">
        {shown.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and are never reordered
          <li key={i}>{line}</li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <Button size="small" tone="quiet" onPress={() => setWhole(true)}>
          {t('watch:page.all-lines', { count: lines.length })}
        </Button>
      )}
    </>
  );
}
