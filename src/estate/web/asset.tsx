import { useParams } from '@tanstack/react-router';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Columns,
  DataTable,
  DependencyGraph,
  Empty,
  Facts,
  Link,
  SafeText,
  ServiceChip,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { AssetSheet, Component } from '../contract.ts';
import { componentColumns } from './component-columns.tsx';
import { Edit, Retire } from './editing.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { Findings } from './findings.tsx';
import { drawingOf } from './graph.ts';
import { LinkButton } from './link-dialog.tsx';
import { Unlink } from './unlink.tsx';

/** An asset: whom it serves, what threatens it, what is installed on it; its facts beside. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useApi<AssetSheet>(`/api/estate/assets/${id}/sheet`);
  if (found.error) throw found.error;
  const asset = found.data;
  if (!asset) return <EstateFrame title={t('shell:state.loading')} />;
  const mayChange = can('estate:asset:change') && !asset.retiredAt;
  return (
    <EstateFrame
      title={asset.name}
      crumbs={[
        { label: t('shell:nav.estate'), to: '/patrimoine' },
        { label: t('estate:nav.assets'), to: '/patrimoine/biens' },
      ]}
      folio={
        <>
          <b>{t(`estate:kind.${asset.kind}`)}</b>
          {asset.ref && <span className="m">{asset.ref}</span>}
          <span>{t(`estate:exposed.${asset.exposed}`)}</span>
          {asset.retiredAt && <span>{t('estate:retired', { date: f.day(asset.retiredAt) })}</span>}
        </>
      }
      dek={
        <p>
          {t('estate:asset-page.dek', {
            count: asset.services.length,
            users: f.number(asset.services.reduce((sum, s) => sum + s.users, 0)),
          })}{' '}
          {t('estate:asset-page.inventory', { count: asset.componentCount })}
        </p>
      }
      actions={
        mayChange && (
          <>
            <Edit noun="asset" object={asset} />
            <Retire noun="asset" object={asset} />
          </>
        )
      }
    >
      <Columns split="8:4">
        <div className="col">
          <Reaches asset={asset} mayChange={mayChange} />
          <Findings of={{ asset: asset.id }} withAsset={false} />
          <Installed asset={asset} />
        </div>
        <aside className="col">
          <Side asset={asset} />
          <Linked asset={asset} mayChange={mayChange} />
        </aside>
      </Columns>
    </EstateFrame>
  );
}

function Reaches({ asset, mayChange }: { asset: AssetSheet; mayChange: boolean }) {
  const t = useT();
  const f = useFormat();
  const node = { kind: 'asset', id: asset.id, name: asset.name } as const;
  if (asset.services.length === 0)
    return (
      <Band title={t('estate:asset-page.services')}>
        <Empty
          title={t('estate:asset-page.none')}
          action={mayChange && <LinkButton node={node} up primary />}
        >
          {t('estate:asset-page.none-why')}
        </Empty>
      </Band>
    );
  const { nodes, edges, left } = drawingOf(asset.graph, 'serves');
  return (
    <Band
      title={t('estate:asset-page.services')}
      note={f.number(asset.services.length)}
      go={mayChange && <LinkButton node={node} up />}
    >
      <DependencyGraph
        label={t('estate:asset-page.services')}
        subject={`asset:${asset.id}`}
        nodes={nodes}
        edges={edges}
      />
      {left > 0 && <p className="note">{t('estate:service-page.not-drawn', { count: left })}</p>}
      <ul className="plainlist">
        {asset.services.map((s) => (
          <li key={s.id}>
            <ServiceChip id={s.id} name={s.name} users={s.users} degraded={s.degraded} />
            <span className="l2">
              {s.path.map((step) => step.name).join(' → ')}
              {s.degraded && ` (${t('estate:service-page.has-degraded')})`}
            </span>
          </li>
        ))}
      </ul>
    </Band>
  );
}

function Installed({ asset }: { asset: AssetSheet }) {
  const t = useT();
  const f = useFormat();
  const mayImport = useCan()('estate:inventory:import');
  return (
    <Band
      title={t('estate:components.of-asset')}
      note={f.number(asset.componentCount)}
      go={
        <Link to="/patrimoine/composants" search={{ asset: asset.id }}>
          {t('estate:components.in-list')}
        </Link>
      }
    >
      <DataTable<Component>
        name={t('estate:components.of-asset')}
        list="estate.asset-components"
        path="/api/estate/components"
        fixed={{ asset: asset.id }}
        defaultSize={20}
        plain
        columns={componentColumns(t, f, false)}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        empty={
          <Empty
            title={t('estate:asset-page.no-components')}
            action={
              mayImport && (
                <Link to="/patrimoine/imports/nouveau" search={{ bien: asset.id }}>
                  {t('estate:act.import')}
                </Link>
              )
            }
          >
            {t('estate:asset-page.no-components-why')}
          </Empty>
        }
      />
    </Band>
  );
}

function Side({ asset }: { asset: AssetSheet }) {
  const t = useT();
  const f = useFormat();
  const unknown = <span className="mut">{t('estate:unknown-fact')}</span>;
  return (
    <Band title={t('estate:sheet.facts')}>
      <Facts
        items={[
          [t('estate:field.os'), asset.os ?? unknown],
          [t('estate:field.environment'), asset.environment],
          [t('estate:field.location'), asset.location ?? unknown],
          [
            t('estate:field.exposed'),
            asset.exposedAt
              ? t('estate:asset-page.exposed-since', {
                  exposed: t(`estate:exposed.${asset.exposed}`),
                  date: f.day(asset.exposedAt),
                })
              : t(`estate:exposed.${asset.exposed}`),
          ],
          [t('estate:field.exposedSource'), asset.exposedSource],
          [
            t('estate:field.ownerId'),
            asset.ownerId ? (
              <Link key="o" to={`/patrimoine/personnes/${asset.ownerId}`}>
                {asset.ownerName ?? asset.ownerId}
              </Link>
            ) : (
              <span key="o" className="mut">
                {t('estate:nobody')}
              </span>
            ),
          ],
          [
            t('estate:field.supplierId'),
            asset.supplierId ? (
              <Link key="s" to={`/patrimoine/fournisseurs/${asset.supplierId}`}>
                {asset.supplierName ?? asset.supplierId}
              </Link>
            ) : null,
          ],
          [t('estate:column.created'), f.day(asset.createdAt)],
          [t('estate:field.notes'), asset.notes ? <SafeText key="n">{asset.notes}</SafeText> : null],
        ]}
      />
    </Band>
  );
}

/** The objects linked to this one directly; each link may be taken back. */
function Linked({ asset, mayChange }: { asset: AssetSheet; mayChange: boolean }) {
  const t = useT();
  const names = new Map(asset.graph.nodes.map((n) => [`${n.kind}:${n.id}`, n.name]));
  const direct = asset.graph.links.filter((l) => l.to.kind === 'asset' && l.to.id === asset.id);
  if (direct.length === 0) return null;
  return (
    <Band title={t('estate:asset-page.linked')}>
      <ul className="plainlist">
        {direct.map((link) => {
          const name = names.get(`${link.from.kind}:${link.from.id}`) ?? link.from.id;
          return (
            <li key={`${link.from.kind}:${link.from.id}`}>
              {name} <span className="mut">{t(`estate:${link.from.kind}`)}</span>{' '}
              {mayChange && <Unlink link={link} from={name} to={asset.name} other={name} />}
            </li>
          );
        })}
      </ul>
    </Band>
  );
}
