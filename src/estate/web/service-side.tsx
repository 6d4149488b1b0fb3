import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, Facts, Link, SafeText } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { ServiceSheet } from '../contract.ts';
import { Hours } from './hours.tsx';

/** The facts of a service beside its story: hours, what happens when it fails, who supplies it, whose data it holds. */
export function ServiceSide({ service }: { service: ServiceSheet }) {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const hours = (n: number | null) =>
    n === null ? (
      <span className="mut">{t('estate:unknown-fact')}</span>
    ) : (
      t('estate:service-page.hours-count', { count: n })
    );
  return (
    <>
      <Band title={t('estate:service-page.hours')}>
        {service.opening.length > 0 ? (
          <Hours opening={service.opening} />
        ) : (
          <p className="sec">{t('estate:opening-editor.none')}</p>
        )}
        {service.peaks.length > 0 && (
          <Facts
            items={service.peaks.map((p) => [
              `${f.day(`${p.from}T12:00:00Z`)} – ${f.day(`${p.to}T12:00:00Z`)}`,
              p.label,
            ])}
          />
        )}
      </Band>
      <Band title={t('estate:service-page.degraded')}>
        {service.degradedMode ? (
          <SafeText max={2000}>{service.degradedMode}</SafeText>
        ) : (
          <p className="sec">{t('estate:service-page.no-degraded')}</p>
        )}
        <div className="gap-small">
          <Facts
            items={[
              [t('estate:service-page.rto'), hours(service.rtoHours)],
              [t('estate:service-page.rpo'), hours(service.rpoHours)],
            ]}
          />
        </div>
      </Band>
      <Band title={t('estate:service-page.people')}>
        <Facts
          items={[
            [
              t('estate:field.prevalence'),
              service.prevalence
                ? t(`estate:prevalence.${service.prevalence}`)
                : t('estate:service-page.derived'),
            ],
            [
              t('estate:field.wellBeing'),
              service.wellBeing
                ? t(`estate:wellBeing.${service.wellBeing}`)
                : t('estate:service-page.derived'),
            ],
            [t('estate:field.description'), service.description],
          ]}
        />
      </Band>
      <Band title={t('estate:service-page.suppliers')}>
        {service.suppliers.length > 0 ? (
          <Facts
            items={service.suppliers.map((s) => [
              <Link key={s.id} to={`/patrimoine/fournisseurs/${s.id}`}>
                {s.name}
              </Link>,
              s.contact ?? <span className="mut">{t('estate:suppliers.no-contact')}</span>,
            ])}
          />
        ) : (
          <p className="sec">{t('estate:service-page.no-suppliers')}</p>
        )}
      </Band>
      {can('estate:processing:read') && (
        <Band title={t('estate:service-page.processings')}>
          {service.processings.length > 0 ? (
            <ul className="plainlist">
              {service.processings.map((p) => (
                <li key={p.id}>
                  <Link to={`/patrimoine/traitements/${p.id}`}>{p.name}</Link>
                  <span className="l2">
                    {[
                      p.peopleCount !== null &&
                        t('estate:service-page.people-count', { count: p.peopleCount }),
                      p.hasSensitiveData && t('estate:service-page.sensitive'),
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="sec">{t('estate:service-page.no-processings')}</p>
          )}
        </Band>
      )}
    </>
  );
}
