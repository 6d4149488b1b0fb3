import { useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import {
  Button,
  Confirm,
  DataTable,
  Empty,
  type Filter,
  Link,
  useUrlState,
  type View,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Component } from '../contract.ts';
import { componentColumns } from './component-columns.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { remote } from './nouns.ts';

const PATH = '/api/estate/components';

/** What is installed, as inventories say. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const mayImport = useCan()('estate:inventory:import');
  const [search] = useUrlState();
  return (
    <EstateFrame
      title={t('estate:nav.components')}
      density="working"
      dek={t('estate:components.dek')}
      actions={
        mayImport && (
          <Link to="/patrimoine/imports/nouveau" className="btn pri">
            {t('estate:act.import')}
          </Link>
        )
      }
    >
      <DataTable<Component>
        name={t('estate:nav.components')}
        list="estate.components"
        path={PATH}
        columns={componentColumns(t, f, true)}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.name} ${row.version ?? ''} ${row.asset.name}`}
        rowTo={(row) => `/patrimoine/biens/${row.asset.id}`}
        filters={filters(t, search.label)}
        views={views(t)}
        searchPlaceholder={t('estate:list.search-components')}
        exportable
        {...(mayImport
          ? {
              bulk: (rows: readonly Component[], clear: () => void) => {
                const absent = rows.filter((r) => r.absentSince);
                const present = rows.length - absent.length;
                return {
                  ...(present > 0 ? { summary: t('estate:components.not-absent', { count: present }) } : {}),
                  actions: <RetireAbsent rows={absent} clear={clear} />,
                };
              },
            }
          : {})}
        empty={
          <Empty
            title={t('estate:components.empty')}
            action={mayImport && <Link to="/patrimoine/imports/nouveau">{t('estate:act.import')}</Link>}
          >
            {t('estate:components.empty-why')}
          </Empty>
        }
      />
    </EstateFrame>
  );
}

function RetireAbsent({ rows, clear }: { rows: readonly Component[]; clear: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const retire = useAction({
    run: () => post<{ components: number }>(`${PATH}/retire`, { ids: rows.map((r) => r.id) }),
    refresh: ['/api/estate', '/api/steer'],
    done: (out) => t('estate:done.absent', { count: out.components }),
    silentErrors: true,
    onDone: clear,
  });
  return (
    <>
      <Button size="small" isDisabled={rows.length === 0} onPress={() => setAsking(true)}>
        {t('estate:components.retire')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('estate:components.retire-title', { count: rows.length })}
        action={t('estate:act.retire')}
        danger
        run={() => retire.mutateAsync()}
      >
        {t('estate:components.retire-why')}
      </Confirm>
    </>
  );
}

function views(t: Translate): View[] {
  const view = (id: string, label: string, search: Record<string, string>): View => ({
    id,
    label,
    search,
    count: { path: PATH, query: search },
  });
  return [
    view('all', t('estate:components.view-all'), {}),
    view('identity', t('estate:components.view-identity'), { identity: 'none' }),
    view('version', t('estate:components.view-version'), { version: 'none' }),
    view('absent', t('estate:components.view-absent'), { absent: 'true' }),
  ];
}

function filters(t: Translate, label: string | undefined): Filter[] {
  return [
    ...(label
      ? [
          {
            id: 'label',
            label: t('estate:filter.label'),
            single: true,
            options: [{ value: label, label: label.replace(/^\|/, '').replace('|', ' ') }],
          },
        ]
      : []),
    { id: 'asset', label: t('estate:filter.asset'), remote: remote('asset', 'os') },
    {
      id: 'identity',
      label: t('estate:filter.identity'),
      single: true,
      options: [{ value: 'none', label: t('estate:filter.identity-none') }],
    },
    {
      id: 'version',
      label: t('estate:filter.version'),
      single: true,
      options: [{ value: 'none', label: t('estate:filter.version-none') }],
    },
    { id: 'absent', label: t('estate:filter.absent'), toggle: true },
  ];
}
