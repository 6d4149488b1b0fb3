import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, Columns, Empty, Link } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Import } from '../contract.ts';
import { EstateFrame, type Summary } from './estate-frame.tsx';

/** What is missing, where it is counted, and the view that repairs it. */
const TODO = [
  { key: 'empty-assets', path: 'assets', query: { components: 'none' }, to: '/patrimoine/biens' },
  { key: 'unlinked', path: 'assets', query: { service: 'none' }, to: '/patrimoine/biens' },
  { key: 'exposure', path: 'assets', query: { exposed: 'unknown' }, to: '/patrimoine/biens' },
  { key: 'services', path: 'services', query: { assets: 'none' }, to: '/services' },
  { key: 'identity', path: 'identities', query: {}, to: '/patrimoine/identites' },
  { key: 'version', path: 'components', query: { version: 'none' }, to: '/patrimoine/composants' },
  { key: 'absent', path: 'components', query: { absent: 'true' }, to: '/patrimoine/composants' },
] as const;
const PARTS = [
  { key: 'services', to: '/services' },
  { key: 'applications', to: '/patrimoine/applications' },
  { key: 'assets', to: '/patrimoine/biens' },
  { key: 'components', to: '/patrimoine/composants' },
  { key: 'suppliers', to: '/patrimoine/fournisseurs' },
  { key: 'people', to: '/patrimoine/personnes' },
] as const;

/** What is known of the estate, and what is left to do. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const summary = useApi<Summary>('/api/estate/summary', undefined, { topics: ['estate'] });
  const s = summary.data;
  const importLink = can('estate:inventory:import') && (
    <Link to="/patrimoine/imports/nouveau" className="btn pri">
      {t('estate:act.import')}
    </Link>
  );
  const isEmpty = s && s.services + s.assets === 0;
  return (
    <EstateFrame
      title={t('estate:overview.title')}
      crumbs={[]}
      dek={
        s &&
        !isEmpty && (
          <p>
            {t('estate:overview.dek', {
              services: f.number(s.services),
              assets: f.number(s.assets),
              components: f.number(s.components),
            })}
          </p>
        )
      }
      actions={!isEmpty && importLink}
    >
      {isEmpty ? (
        <Band title={t('estate:overview.next')}>
          <Empty title={t('estate:overview.empty')} action={importLink}>
            {t('estate:overview.empty-why')}
          </Empty>
        </Band>
      ) : (
        <Columns split="8:4">
          <ToDo />
          <aside className="col">
            {s && (
              <Band title={t('estate:overview.holds')}>
                <ul className="plainlist">
                  {PARTS.map(({ key, to }) => (
                    <li key={key}>
                      <Link to={to}>{t(`estate:overview.counts.${key}`, { count: s[key] })}</Link>{' '}
                      <b>{f.number(s[key])}</b>
                    </li>
                  ))}
                </ul>
              </Band>
            )}
            {can('estate:inventory:import') && <LastImports />}
          </aside>
        </Columns>
      )}
    </EstateFrame>
  );
}

function ToDo() {
  const t = useT();
  const f = useFormat();
  const totals = TODO.map(({ path, query }) => ({ path: `/api/estate/${path}`, query }));
  const counts = useCounts(totals);
  const open = TODO.map((todo, i) => ({ ...todo, count: counts[i] })).filter((x) => (x.count ?? 0) > 0);
  const known = counts.every((c) => c !== undefined);
  return (
    <Band title={t('estate:overview.next')} note={t('estate:overview.next-note')}>
      {known && open.length === 0 && <p className="sec">{t('estate:overview.done')}</p>}
      <ul className="blind">
        {open.map((todo) => (
          <li key={todo.key}>
            <span className="num">{f.number(todo.count ?? 0)}</span>
            <div>
              <b>{t(`estate:overview.${todo.key}`)}</b>
              <p>{t(`estate:overview.${todo.key}-why`)}</p>
            </div>
            <Link
              to={todo.to}
              search={todo.query}
              aria-label={`${t('estate:overview.see')} : ${t(`estate:overview.${todo.key}`)}`}
            >
              {t('estate:overview.see')}
            </Link>
          </li>
        ))}
      </ul>
    </Band>
  );
}

/** The totals of a fixed list of lists: the number of questions never changes from one drawing to the next. */
function useCounts(lists: readonly { path: string; query: Record<string, string> }[]) {
  return lists.map(({ path, query }) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the list is a constant, its order and length never change
    const { data } = useApi<{ total: number }>(path, { ...query, size: 1 });
    return data?.total;
  });
}

function LastImports() {
  const t = useT();
  const f = useFormat();
  const imports = useApi<{ items: Import[] }>('/api/estate/imports', { size: 5 });
  return (
    <Band
      title={t('estate:overview.last')}
      go={<Link to="/patrimoine/imports">{t('estate:overview.all-imports')}</Link>}
    >
      {imports.data?.items.length === 0 && <p className="sec">{t('estate:overview.no-import')}</p>}
      <ul className="plainlist">
        {imports.data?.items.map((i) => (
          <li key={i.id}>
            <Link to="/patrimoine/imports/nouveau" search={{ import: i.id }}>
              {i.fileName}
            </Link>
            <span className="l2">
              {t(`estate:importState.${i.state}`)}, {f.recent(i.appliedAt ?? i.createdAt)}
            </span>
          </li>
        ))}
      </ul>
    </Band>
  );
}
