import { useApi } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, Link, Verdict } from '../../platform/web/kit/index.ts';

interface Hit {
  id: string;
  product: string;
  version: string | null;
  verdict: 'affected' | 'unknown' | 'not_affected';
  asset: { name: string };
}
const SHOWN = 8;

/** « Vous touche-t-elle ? »: the exposures of this vulnerability, or the honest reason why there is none. */
export function Hits({ id, hasProducts }: { id: string; hasProducts: boolean }) {
  const t = useT();
  const path = '/api/exposure/findings';
  const base = { vulnerability: id, state: 'open,planned,mitigated,accepted,not_affected', size: SHOWN };
  const hits = useApi<{ items: Hit[]; total: number }>(path, base);
  const affected = useApi<{ total: number }>(path, { ...base, verdict: 'affected', size: 1 });
  const data = hits.data;
  const unknown = (data?.total ?? 0) - (affected.data?.total ?? 0);
  return (
    <Band
      title={t('watch:page.hits')}
      note={
        data &&
        data.total > 0 &&
        [
          affected.data &&
            affected.data.total > 0 &&
            t('watch:page.affected', { count: affected.data.total }),
          unknown > 0 && t('watch:page.unknown', { count: unknown }),
        ]
          .filter(Boolean)
          .join(', ')
      }
      go={
        data &&
        data.total > 0 && (
          <Link to="/expositions" search={{ view: 'all', vulnerability: id }}>
            {t('watch:page.hits-all')}
          </Link>
        )
      }
    >
      {data && data.total === 0 && (
        <p className="sec">{t(hasProducts ? 'watch:page.hits-none' : 'watch:page.hits-unknown')}</p>
      )}
      <ul className="plainlist">
        {data?.items.map((hit) => (
          <li key={hit.id}>
            <span>
              <Verdict value={hit.verdict} />{' '}
              <Link to={`/expositions/${hit.id}`}>
                {[hit.product, hit.version].filter(Boolean).join(' ')}, {hit.asset.name}
              </Link>
            </span>
          </li>
        ))}
      </ul>
    </Band>
  );
}
