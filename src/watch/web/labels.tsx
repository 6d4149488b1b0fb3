import { useState } from 'react';
import { post, useAction, useApi } from '../../platform/web/api.ts';
import { type Format, useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Button,
  type Column,
  DataTable,
  Empty,
  Screen as Frame,
  Link,
  TextField,
  type View,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { LabelEntry, WatchedLabel } from '../labels/contract.ts';
import { WatchNav } from './watch-nav.tsx';

const PATH = '/api/watch/labels';
const REFRESH = ['/api/watch/labels', '/api/steer'];
type Outcome = NonNullable<LabelEntry['outcome']>;

/** Names watched whether or not a weakness has an id, and what names them. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const may = useCan()('watch:label:change');
  const labels = useApi<{ items: WatchedLabel[] }>(PATH);
  const settle = useAction<{ ids: string[]; outcome: Outcome }, { settled: number }>({
    run: (input) => post(`${PATH}/entries/settle`, input),
    refresh: REFRESH,
    done: (out) => t('watch:labels.settled', { count: out.settled }),
  });
  return (
    <Frame
      title={t('watch:labels.title')}
      density="working"
      dek={t('watch:labels.dek')}
      crumbs={[{ label: t('shell:nav.watch'), to: '/veille' }]}
    >
      <WatchNav />
      <Labels labels={labels.data?.items} may={may} />
      <Band title={t('watch:labels.entries')}>
        <DataTable<LabelEntry>
          name={t('watch:labels.entries')}
          list="watch.label-entries"
          path={`${PATH}/entries`}
          columns={columns(t, f, may ? (ids, outcome) => settle.mutate({ ids, outcome }) : undefined)}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.ref} ${row.title}`}
          filters={[
            {
              id: 'label',
              label: t('watch:labels.by-label'),
              single: true,
              options: (labels.data?.items ?? []).map((l) => ({ value: l.id, label: l.label })),
            },
            {
              id: 'state',
              label: t('watch:labels.state'),
              single: true,
              options: [
                { value: 'open', label: t('watch:labels.view-open') },
                { value: 'settled', label: t('watch:labels.view-settled') },
              ],
            },
            { id: 'withoutCve', label: t('watch:labels.view-cve'), toggle: true },
          ]}
          views={views(t)}
          tall
          searchPlaceholder={t('watch:labels.search')}
          {...(may
            ? {
                bulk: (rows: readonly LabelEntry[], clear: () => void) => ({
                  actions: (['concerned', 'not_concerned'] as const).map((outcome) => (
                    <Button
                      key={outcome}
                      size="small"
                      onPress={() => {
                        settle.mutate({ ids: rows.map((r) => r.id), outcome });
                        clear();
                      }}
                    >
                      {t(`watch:labels.${outcome}`)}
                    </Button>
                  )),
                }),
              }
            : {})}
          empty={<Empty title={t('watch:labels.entries-none')}>{t('watch:labels.entries-none-why')}</Empty>}
        />
      </Band>
    </Frame>
  );
}

function Labels({ labels, may }: { labels: readonly WatchedLabel[] | undefined; may: boolean }) {
  const t = useT();
  const [text, setText] = useState('');
  const add = useAction<string, { found: number }>({
    run: (label) => post(PATH, { label }),
    refresh: REFRESH,
    done: (out) => t('watch:labels.added', { count: out.found }),
    onDone: () => setText(''),
  });
  const remove = useAction<string>({
    run: (id) => post(`${PATH}/${encodeURIComponent(id)}/remove`),
    refresh: REFRESH,
    done: 'watch:labels.removed',
  });
  return (
    <Band title={t('watch:labels.watched')}>
      {may && (
        <form
          className="acts gap-small"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim().length >= 2) add.mutate(text.trim());
          }}
        >
          <TextField
            label={t('watch:labels.label')}
            help={t('watch:labels.help')}
            value={text}
            onChange={setText}
            required
          />
          <Button type="submit" tone="primary" isDisabled={text.trim().length < 2 || add.isPending}>
            {t('watch:labels.add')}
          </Button>
        </form>
      )}
      {labels?.length === 0 && <Empty title={t('watch:labels.none')}>{t('watch:labels.none-why')}</Empty>}
      <ul className="plainlist gap-above">
        {labels?.map((label) => (
          <li key={label.id}>
            <div>
              <Link to="/veille/libelles" search={{ view: 'all', label: label.id }}>
                {label.label}
              </Link>
              <span className="l2">
                {t('watch:labels.open', { count: label.open })} ·{' '}
                {t('watch:labels.all', { count: label.entries })}
              </span>
            </div>
            {may && (
              <Button
                size="small"
                tone="quiet"
                aria-label={t('watch:labels.remove-of', { label: label.label })}
                onPress={() => remove.mutate(label.id)}
              >
                {t('watch:labels.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Band>
  );
}

function columns(
  t: Translate,
  f: Format,
  settle: ((ids: string[], outcome: Outcome) => void) | undefined,
): Column<LabelEntry>[] {
  return [
    {
      id: 'title',
      label: t('watch:labels.publication'),
      primary: true,
      cell: (r) => (
        <>
          <Link
            {...(r.kind === 'notice'
              ? { to: '/veille/certfr', search: { q: r.ref } }
              : { to: `/veille/avis/${encodeURIComponent(r.ref)}` })}
          >
            {r.title}
          </Link>
          <span className="l2">
            <span className="m">{r.ref}</span> · {r.source}
            {r.cves.length === 0 && ` · ${t('watch:labels.without-cve')}`}
          </span>
        </>
      ),
    },
    {
      id: 'phrase',
      label: t('watch:labels.phrase'),
      cell: (r) => (
        <>
          {`« ${r.phrase} »`}
          <span className="l2">
            {r.label.label}, {t(`watch:labels.field.${r.field}`)}
          </span>
        </>
      ),
    },
    {
      id: 'found',
      label: t('watch:column.published'),
      align: 'end',
      cell: (r) => f.day(r.publishedAt ?? r.foundAt),
    },
    {
      id: 'state',
      label: t('watch:labels.state'),
      cell: (r) =>
        r.outcome && r.settledAt ? (
          <>
            {t(`watch:labels.${r.outcome}`)}
            <span className="l2">
              {t('watch:labels.settled-by', { name: r.settledBy ?? '', date: f.day(r.settledAt) })}
            </span>
          </>
        ) : settle ? (
          <span className="acts">
            <Button size="small" onPress={() => settle([r.id], 'concerned')}>
              {t('watch:labels.concerned')}
            </Button>
            <Button size="small" tone="quiet" onPress={() => settle([r.id], 'not_concerned')}>
              {t('watch:labels.not_concerned')}
            </Button>
          </span>
        ) : (
          t('watch:labels.to-check')
        ),
    },
  ];
}

function views(t: Translate): View[] {
  const path = `${PATH}/entries`;
  const view = (id: string, label: string, search: Record<string, string>): View => ({
    id,
    label,
    search,
    count: { path, query: { ...search, size: 1 } },
  });
  return [
    view('open', t('watch:labels.view-open'), { state: 'open' }),
    view('cve', t('watch:labels.view-cve'), { state: 'open', withoutCve: 'true' }),
    view('settled', t('watch:labels.view-settled'), { state: 'settled' }),
    view('all', t('watch:labels.view-all'), {}),
  ];
}
