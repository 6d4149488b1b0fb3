import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type TextKey, translateLoose, useT } from '../../platform/web/i18n.ts';
import { Columns, Empty, Screen as Frame, Link } from '../../platform/web/kit/index.ts';
import { useSession } from '../../platform/web/session.ts';
import type { Brief } from '../contract.ts';
import { BlindSpots } from './blind-spots.tsx';
import { Changes } from './changes.tsx';
import { Services } from './services.tsx';
import { Todo } from './todo.tsx';

/** Aujourd'hui: a headline written from facts, then what to do, which services moved, what changed, what is not seen. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const session = useSession();
  const since = session.user?.lastVisit ?? undefined;
  const brief = useApi<Brief>('/api/steer/brief', since ? { since } : undefined, {
    topics: ['exposure.findings', 'estate.components', 'watch.feeds'],
    keep: true,
  });
  if (brief.error) throw brief.error;
  const data = brief.data;
  if (!data) return <Frame title={t('shell:nav.today')} />;
  const headline = translateLoose(`steer:headline.${data.headline.kind}`, data.headline.facts);
  const isEmpty = data.headline.kind === 'empty';
  return (
    <Frame
      title={t('shell:nav.today')}
      heading={headline}
      folio={
        <>
          <b>{f.longDay(data.at)}</b>
          <span>{t('steer:today.edition', { time: f.time(data.at) })}</span>
          {since && <span>{t('steer:today.last-visit', { when: f.recent(since) })}</span>}
        </>
      }
      dek={<p>{isEmpty ? t('steer:dek.empty') : dekOf(data, t, f)}</p>}
    >
      {isEmpty ? <FirstSteps /> : <Morning brief={data} />}
    </Frame>
  );
}

function Morning({ brief }: { brief: Brief }) {
  const t = useT();
  const f = useFormat();
  const counts: [string, number, TextKey][] = [
    ['#traiter', brief.counts.todo, 'steer:today.count-todo'],
    ['#services', brief.counts.moved, 'steer:today.count-moved'],
    ['#change', brief.counts.changes, 'steer:today.count-changes'],
    ['#angles', brief.counts.blindSpots, 'steer:today.count-blind'],
  ];
  return (
    <>
      <nav className="state" aria-label={t('steer:today.morning')}>
        {counts.map(([href, count, key]) => (
          <a key={href} href={href}>
            <b>{f.number(count)}</b> {t(key, { count })}
          </a>
        ))}
      </nav>
      <Todo brief={brief} />
      <Services tiles={brief.services} />
      <Columns split="7:5">
        <Changes brief={brief} />
        <BlindSpots spots={brief.blindSpots} />
      </Columns>
    </>
  );
}

function FirstSteps() {
  const t = useT();
  return (
    <Empty
      title={t('steer:today.first')}
      action={
        <>
          <Link to="/patrimoine/imports/nouveau" className="btn pri">
            {t('steer:today.first-import')}
          </Link>
          <Link to="/veille/sources" className="btn">
            {t('steer:today.first-feeds')}
          </Link>
        </>
      }
    />
  );
}

function dekOf(brief: Brief, t: ReturnType<typeof useT>, f: ReturnType<typeof useFormat>): string {
  const { services, users } = brief.headline.facts;
  const sentences = [t('steer:dek.services', { count: brief.counts.moved })];
  if (typeof services === 'number' && services > 0)
    sentences.push(t('steer:dek.reach', { count: services, users: f.number(Number(users)) }));
  sentences.push(t('steer:dek.blind', { count: brief.counts.blindSpots }));
  return sentences.join(' ');
}
