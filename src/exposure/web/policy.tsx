import { useState } from 'react';
import { post, useAction, useApi } from '../../platform/web/api.ts';
import { useLocale, useT } from '../../platform/web/i18n.ts';
import { Band, Button, Confirm, Screen as Frame } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { PolicyTable } from '../contract.ts';

/** The decision tables, which one is in force, and all their rows. */
export function Screen() {
  const t = useT();
  const can = useCan();
  const policies = useApi<PolicyTable[]>('/api/exposure/policies');
  const reassess = useAction({
    run: () => post('/api/exposure/reassess'),
    done: 'exposure:policy.reassessed',
  });
  if (policies.error) throw policies.error;
  return (
    <Frame
      title={t('exposure:policy.title')}
      crumbs={[{ label: t('shell:nav.exposures'), to: '/expositions' }]}
      dek={t('exposure:policy.dek')}
      actions={
        can('exposure:finding:reassess') && (
          <Button onPress={() => reassess.mutate()}>{t('exposure:policy.reassess')}</Button>
        )
      }
    >
      {policies.data?.map((policy) => (
        <Policy key={policy.id} policy={policy} />
      ))}
    </Frame>
  );
}

function Policy({ policy }: { policy: PolicyTable }) {
  const t = useT();
  const locale = useLocale();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const choose = useAction({
    run: () => post(`/api/exposure/policies/${policy.id}/choose`),
    refresh: ['/api/exposure'],
    done: 'exposure:policy.chosen',
  });
  const word = (name: string, value: string) =>
    policy.inputs.find((i) => i.name === name)?.values.find((v) => v.id === value)?.label[locale] ?? value;
  const outcome = (id: string) => policy.outcomes.find((o) => o.id === id);
  return (
    <Band
      title={policy.title[locale]}
      note={`${t('exposure:page.version', { version: policy.version })}${policy.isActive ? `, ${t('exposure:policy.active')}` : ''}`}
      go={
        !policy.isActive &&
        can('exposure:policy:choose') && (
          <Button size="small" onPress={() => setAsking(true)}>
            {t('exposure:policy.choose')}
          </Button>
        )
      }
    >
      <p className="sec">{policy.source}</p>
      <section
        className="tw"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={`${policy.title[locale]}, ${t('exposure:policy.rows', { count: policy.rows.length })}`}
      >
        <table className="t">
          <thead>
            <tr>
              {policy.inputs.map((i) => (
                <th key={i.name} scope="col">
                  {i.label[locale]}
                </th>
              ))}
              <th scope="col">{t('exposure:policy.outcome')}</th>
              <th scope="col" className="r">
                {t('exposure:policy.term')}
              </th>
            </tr>
          </thead>
          <tbody>
            {policy.rows.map((row) => {
              const found = outcome(row.outcome);
              return (
                <tr key={JSON.stringify(row.when)}>
                  {policy.inputs.map((i) => (
                    <td key={i.name}>{word(i.name, row.when[i.name] ?? '')}</td>
                  ))}
                  <td>{found?.label[locale] ?? row.outcome}</td>
                  <td className="r">
                    {found?.deadlineDays == null
                      ? t('exposure:policy.no-term')
                      : t('exposure:policy.days', { count: found.deadlineDays })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={policy.title[locale]}
        action={t('exposure:policy.choose')}
        run={() => choose.mutateAsync()}
      >
        {t('exposure:policy.choose-confirm')}
      </Confirm>
    </Band>
  );
}
