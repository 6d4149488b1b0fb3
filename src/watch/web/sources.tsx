import { useApi } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Screen as Frame, Link, useUrlState } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Feed } from '../contract.ts';
import { Bundles } from './bundles.tsx';
import { Source } from './source.tsx';
import { WatchNav } from './watch-nav.tsx';

/** The health of every source, in words. */
export function Screen() {
  const t = useT();
  const can = useCan();
  const feeds = useApi<{ items: Feed[]; offline: boolean }>('/api/watch/feeds', undefined, {
    topics: ['watch.feeds'],
  });
  const [search] = useUrlState();
  const isLate = search.etat === 'en-retard';
  const shown = feeds.data?.items
    .filter((feed) => !isLate || (feed.state !== 'fresh' && feed.state !== 'disabled'))
    .sort((a, b) => Number(b.isEnabled) - Number(a.isEnabled));
  if (feeds.error) throw feeds.error;
  return (
    <Frame
      title={t('watch:sources.title')}
      dek={t('watch:sources.dek')}
      crumbs={[{ label: t('shell:nav.watch'), to: '/veille' }]}
    >
      <WatchNav />
      {feeds.data?.offline && <p className="note">{t('watch:sources.offline')}</p>}
      {isLate && (
        <p className="note">
          {t('watch:sources.only-late')} <Link to="/veille/sources">{t('watch:sources.all')}</Link>
        </p>
      )}
      {shown?.map((feed) => (
        <Source key={feed.id} feed={feed} />
      ))}
      {can('watch:bundle:import') && <Bundles />}
    </Frame>
  );
}
