import { useState } from 'react';
import { get, patch, sentenceOf, useAction } from '../../platform/web/api.ts';
import { type Format, useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import {
  Button,
  type Column,
  Confirm,
  DataTable,
  Empty,
  type Filter,
  Link,
  TextField,
  type View,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import { type Asset, HOLDS_SOFTWARE } from '../contract.ts';
import { EstateFrame } from './estate-frame.tsx';
import { orDash } from './noun-list.tsx';

const PATH = '/api/estate/assets';
const KINDS = ['host', 'appliance', 'saas', 'domain', 'url', 'network'] as const;
const EXPOSED = ['yes', 'no', 'unknown'] as const;

/** What the organisation runs; what is not known of it is a view away. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const mayChange = can('estate:asset:change');
  return (
    <EstateFrame
      title={t('estate:nav.assets')}
      density="working"
      dek={t('estate:assets.dek')}
      actions={
        mayChange && (
          <Link to="/patrimoine/biens/nouveau" className="btn pri">
            {t('estate:act.add-asset')}
          </Link>
        )
      }
    >
      <DataTable<Asset>
        name={t('estate:nav.assets')}
        list="estate.assets"
        path={PATH}
        columns={columns(t, f)}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowTo={(row) => `/patrimoine/biens/${row.id}`}
        filters={filters(t)}
        views={views(t)}
        searchPlaceholder={t('estate:list.search-assets')}
        exportable
        {...(mayChange
          ? {
              bulk: (rows: readonly Asset[], clear: () => void) => ({
                summary: t('estate:assets.in-selection', {
                  count: rows.length,
                  components: rows.reduce((sum, r) => sum + r.componentCount, 0),
                }),
                actions: <SetExposed rows={rows} clear={clear} />,
              }),
            }
          : {})}
        empty={
          <Empty
            title={t('estate:assets.empty')}
            action={
              can('estate:inventory:import') && (
                <Link to="/patrimoine/imports/nouveau">{t('estate:act.import')}</Link>
              )
            }
          >
            {t('estate:assets.empty-why')}
          </Empty>
        }
      />
    </EstateFrame>
  );
}

/** Says of several assets whether they are exposed, and on what grounds; each at the version the person saw. */
function SetExposed({ rows, clear }: { rows: readonly Asset[]; clear: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState<'yes' | 'no'>();
  const [source, setSource] = useState('');
  const set = useAction({
    run: (exposed: 'yes' | 'no') => setAll(rows, exposed, source),
    refresh: ['/api/estate', '/api/steer'],
    done: ({ done, failed, reason }) =>
      failed === 0
        ? t('estate:done.exposed', { count: done })
        : t('estate:done.exposed-partly', { done, failed, reason }),
    onDone: clear,
  });
  const label = t(asking === 'no' ? 'estate:assets.set-no' : 'estate:assets.set-yes');
  return (
    <>
      <Button size="small" onPress={() => setAsking('yes')}>
        {t('estate:assets.set-yes')}
      </Button>
      <Button size="small" onPress={() => setAsking('no')}>
        {t('estate:assets.set-no')}
      </Button>
      <Confirm
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={label}
        action={label}
        run={() => set.mutateAsync(asking ?? 'yes')}
      >
        <p>{t('estate:assets.set-why')}</p>
        <TextField
          label={t('estate:field.exposedSource')}
          help={t('estate:field.exposedSource-help')}
          value={source}
          onChange={setSource}
        />
      </Confirm>
    </>
  );
}

async function setAll(rows: readonly Asset[], exposed: 'yes' | 'no', source: string) {
  let done = 0;
  let failed = 0;
  let reason = '';
  for (const row of rows) {
    try {
      const { versionNo } = await get<Asset>(`${PATH}/${row.id}`);
      await patch(`${PATH}/${row.id}`, {
        versionNo,
        data: { exposed, exposedSource: source.trim() || null },
      });
      done++;
    } catch (error) {
      failed++;
      reason = sentenceOf(error);
    }
  }
  return { done, failed, reason };
}

function views(t: Translate): View[] {
  const view = (id: string, label: string, search: Record<string, string>): View => ({
    id,
    label,
    search,
    count: { path: PATH, query: search },
  });
  return [
    view('all', t('estate:assets.view-all'), {}),
    view('exposed', t('estate:assets.view-exposed'), { exposed: 'yes' }),
    view('unknown', t('estate:assets.view-unknown'), { exposed: 'unknown' }),
    view('empty', t('estate:assets.view-empty'), { components: 'none' }),
    view('unlinked', t('estate:assets.view-unlinked'), { service: 'none' }),
  ];
}

function filters(t: Translate): Filter[] {
  return [
    {
      id: 'kind',
      label: t('estate:filter.kind'),
      options: KINDS.map((value) => ({ value, label: t(`estate:kind.${value}`) })),
    },
    {
      id: 'exposed',
      label: t('estate:filter.exposed'),
      options: EXPOSED.map((value) => ({ value, label: t(`estate:exposed.${value}`) })),
    },
    {
      id: 'components',
      label: t('estate:filter.components'),
      single: true,
      options: [{ value: 'none', label: t('estate:filter.components-none') }],
    },
    {
      id: 'service',
      label: t('estate:filter.service'),
      single: true,
      options: [{ value: 'none', label: t('estate:filter.service-none') }],
    },
    { id: 'retired', label: t('estate:filter.retired'), toggle: true },
  ];
}

function columns(t: Translate, f: Format): Column<Asset>[] {
  return [
    {
      id: 'name',
      label: t('estate:column.name'),
      sort: true,
      primary: true,
      cell: (r) => r.name,
    },
    { id: 'kind', label: t('estate:column.kind'), sort: true, cell: (r) => t(`estate:kind.${r.kind}`) },
    {
      id: 'exposed',
      label: t('estate:column.exposed'),
      sort: true,
      cell: (r) =>
        r.exposed === 'unknown' ? (
          <span className="mut">{t('estate:exposed.unknown')}</span>
        ) : (
          t(`estate:exposed.${r.exposed}`)
        ),
    },
    { id: 'os', label: t('estate:column.os'), cell: (r) => orDash(r.os), phone: 'none' },
    {
      id: 'components',
      label: t('estate:column.components'),
      align: 'end',
      cell: (r) =>
        r.componentCount > 0 ? (
          f.number(r.componentCount)
        ) : (
          <span className="mut">
            {HOLDS_SOFTWARE.has(r.kind) ? t('estate:service-page.no-inventory') : '–'}
          </span>
        ),
    },
    { id: 'environment', label: t('estate:column.environment'), cell: (r) => r.environment, hidden: true },
    { id: 'location', label: t('estate:column.location'), cell: (r) => orDash(r.location), phone: 'none' },
    { id: 'owner', label: t('estate:column.owner'), cell: (r) => orDash(r.ownerName) },
    { id: 'supplier', label: t('estate:column.supplier'), cell: (r) => orDash(r.supplierName), hidden: true },
    {
      id: 'created',
      label: t('estate:column.created'),
      sort: true,
      hidden: true,
      align: 'end',
      cell: (r) => f.day(r.createdAt),
    },
  ];
}
