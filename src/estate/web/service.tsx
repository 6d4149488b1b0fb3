import { useParams } from '@tanstack/react-router';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Columns,
  DependencyGraph,
  Empty,
  Screen as Frame,
  Link,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import { HOLDS_SOFTWARE, type ServiceSheet } from '../contract.ts';
import { Retire } from './editing.tsx';
import { Findings } from './findings.tsx';
import { drawingOf } from './graph.ts';
import { LinkButton } from './link-dialog.tsx';
import { EditService } from './service-edit.tsx';
import { ServiceFacets } from './service-facets.tsx';
import { ServiceSide } from './service-side.tsx';

/** A public service: the sentence, its facets, what it rests on, what threatens it; its facts beside. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useApi<ServiceSheet>(`/api/estate/services/${id}/sheet`);
  if (found.error) throw found.error;
  const service = found.data;
  const crumbs = [{ label: t('shell:nav.services'), to: '/services' }];
  if (!service) return <Frame title={t('shell:state.loading')} crumbs={crumbs} />;
  const mayChange = can('estate:service:change') && !service.retiredAt;
  return (
    <Frame
      title={service.name}
      crumbs={crumbs}
      folio={
        <>
          <b>{t('estate:service-page.kind')}</b>
          {service.unitName && <span>{service.unitName}</span>}
          <span>
            {service.ownerName
              ? t('estate:service-page.owner', { name: service.ownerName })
              : t('estate:service-page.no-owner')}
          </span>
          <span>{regimeOf(service, t, f)}</span>
          {service.retiredAt && <span>{t('estate:retired', { date: f.day(service.retiredAt) })}</span>}
        </>
      }
      dek={<Dek service={service} />}
      actions={
        mayChange && (
          <>
            <EditService service={service} />
            <Retire noun="service" object={service} />
          </>
        )
      }
    >
      <p className="state">
        {(['D', 'I', 'C', 'P'] as const).map((n) => (
          <span key={n}>
            {t(`estate:field.need${n}`)} <b>{service[`need${n}`]}</b> {t('estate:service-page.of-four')}
          </span>
        ))}
      </p>
      {can('steer:brief:read') && <ServiceFacets id={service.id} />}
      <Columns split="8:4">
        <div className="col">
          <Rests service={service} mayChange={mayChange && can('estate:asset:change')} />
          <Findings of={{ service: service.id }} withAsset />
          <Assets service={service} />
        </div>
        <aside className="col">
          <ServiceSide service={service} />
        </aside>
      </Columns>
    </Frame>
  );
}

type T = ReturnType<typeof useT>;
type F = ReturnType<typeof useFormat>;

function regimeOf(s: ServiceSheet, t: T, f: F): string {
  const { regime, homologation, homologatedUntil } = s;
  if (homologation === 'granted' && homologatedUntil)
    return t('estate:service-page.regime-until', { regime, date: f.day(`${homologatedUntil}T12:00:00Z`) });
  return t(`estate:service-page.regime-${homologation}`, { regime });
}

function Dek({ service }: { service: ServiceSheet }) {
  const t = useT();
  const f = useFormat();
  const today = new Date().toISOString().slice(0, 10);
  const now = service.peaks.find((p) => p.from <= today && today <= p.to);
  const next = [...service.peaks].filter((p) => p.from > today).sort((a, b) => (a.from < b.from ? -1 : 1))[0];
  const opening = service.opening_;
  return (
    <>
      <p>
        {t('estate:service-page.users', { count: service.users })}{' '}
        {opening
          ? t(opening.state === 'open' ? 'estate:service-page.open' : 'estate:service-page.opens', {
              when: f.recent(opening.at),
            })
          : t('estate:service-page.no-hours')}
      </p>
      {now && (
        <p>{t('estate:service-page.peak-now', { label: now.label, date: f.day(`${now.to}T12:00:00Z`) })}</p>
      )}
      {!now && next && (
        <p>
          {t('estate:service-page.peak-next', { label: next.label, date: f.day(`${next.from}T12:00:00Z`) })}
        </p>
      )}
    </>
  );
}

function Rests({ service, mayChange }: { service: ServiceSheet; mayChange: boolean }) {
  const t = useT();
  const node = { kind: 'service', id: service.id, name: service.name } as const;
  if (service.graph.links.length === 0)
    return (
      <Band title={t('estate:service-page.rests')}>
        <Empty
          title={t('estate:service-page.rests-none')}
          action={mayChange && <LinkButton node={node} primary />}
        >
          {t('estate:service-page.rests-none-why')}
        </Empty>
      </Band>
    );
  const { nodes, edges, left } = drawingOf(service.graph, 'needs');
  return (
    <Band
      title={t('estate:service-page.rests')}
      note={t('estate:service-page.rests-note', {
        assets: service.assets.length,
        applications: service.applications.length,
      })}
      go={mayChange && <LinkButton node={node} />}
    >
      <DependencyGraph
        label={t('estate:service-page.rests')}
        subject={`service:${service.id}`}
        nodes={nodes}
        edges={edges}
      />
      {left > 0 && <p className="note">{t('estate:service-page.not-drawn', { count: left })}</p>}
    </Band>
  );
}

function Assets({ service }: { service: ServiceSheet }) {
  const t = useT();
  const f = useFormat();
  if (service.assets.length === 0) return null;
  return (
    <Band title={t('estate:service-page.assets')} note={f.number(service.assets.length)}>
      <section
        className="tw"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('shell:table.region', { name: t('estate:service-page.assets') })}
      >
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('estate:column.name')}</th>
              <th scope="col">{t('estate:column.kind')}</th>
              <th scope="col">{t('estate:column.exposed')}</th>
              <th scope="col" className="r">
                {t('estate:column.components')}
              </th>
            </tr>
          </thead>
          <tbody>
            {service.assets.map((a) => (
              <tr key={a.id}>
                <th scope="row">
                  <Link to={`/patrimoine/biens/${a.id}`}>{a.name}</Link>
                  {a.degraded && <span className="l2">{t('estate:service-page.has-degraded')}</span>}
                </th>
                <td>{t(`estate:kind.${a.kind}`)}</td>
                <td>{t(`estate:exposed.${a.exposed}`)}</td>
                <td className="r">
                  {a.components > 0 ? (
                    f.number(a.components)
                  ) : (
                    <span className="mut">
                      {HOLDS_SOFTWARE.has(a.kind) ? t('estate:service-page.no-inventory') : '–'}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Band>
  );
}
