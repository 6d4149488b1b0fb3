import { useState } from 'react';
import { post, useAction, useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useLocale, useT } from '../../platform/web/i18n.ts';
import { Band, Button, Confirm, Screen as Frame } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { PolicyTable } from '../contract.ts';
import { type Draft, draftOf, EditPolicy, ImportPolicy } from './edit-policy.tsx';

/** The decision tables, which one is in force, and all their rows. */
export function Screen() {
  const t = useT();
  const can = useCan();
  const policies = useApi<PolicyTable[]>('/api/exposure/policies');
  const reassess = useAction({
    run: () => post('/api/exposure/reassess'),
    done: 'exposure:policy.reassessed',
  });
  const [draft, setDraft] = useState<Draft>();
  const [isImporting, setImporting] = useState(false);
  if (policies.error) throw policies.error;
  return (
    <Frame
      title={t('exposure:policy.title')}
      crumbs={[{ label: t('shell:nav.exposures'), to: '/expositions' }]}
      dek={t('exposure:policy.dek')}
      actions={
        <span className="acts">
          {can('exposure:policy:write') && (
            <Button onPress={() => setImporting(true)}>{t('exposure:policy.import')}</Button>
          )}
          {can('exposure:finding:reassess') && (
            <Button onPress={() => reassess.mutate()}>{t('exposure:policy.reassess')}</Button>
          )}
        </span>
      }
    >
      {policies.data?.map((policy) => (
        <Policy key={policy.id} policy={policy} onEdit={setDraft} />
      ))}
      {draft && <EditPolicy draft={draft} onClose={() => setDraft(undefined)} />}
      {isImporting && (
        <ImportPolicy
          lastOf={(id) => policies.data?.find((p) => p.id === id)?.versions[0]?.version ?? 0}
          onClose={() => setImporting(false)}
        />
      )}
    </Frame>
  );
}

function Policy({ policy, onEdit }: { policy: PolicyTable; onEdit: (draft: Draft) => void }) {
  const t = useT();
  const locale = useLocale();
  const can = useCan();
  // The version a person is asked about; null: a table that ships with the product.
  const [asking, setAsking] = useState<number | null>();
  const last = policy.versions[0]?.version ?? 0;
  const edit = useAction({ run: () => draftOf({ ...policy, last }), onDone: onEdit });
  const choose = useAction({
    run: () => post(`/api/exposure/policies/${policy.id}/choose${asking ? `?version=${asking}` : ''}`),
    refresh: ['/api/exposure'],
    done: 'exposure:policy.chosen',
  });
  const word = (name: string, value: string) =>
    policy.inputs.find((i) => i.name === name)?.values.find((v) => v.id === value)?.label[locale] ?? value;
  const outcome = (id: string) => policy.outcomes.find((o) => o.id === id);
  return (
    <Band
      title={policy.title[locale]}
      note={[
        t('exposure:page.version', { version: policy.version }),
        ...(policy.isLocal ? [t('exposure:policy.local')] : []),
        ...(policy.isActive ? [t('exposure:policy.active')] : []),
      ].join(', ')}
      go={
        <span className="acts">
          <a className="btn q sm" href={`/api/exposure/policies/${policy.id}/document`} download>
            {t('exposure:policy.export')}
          </a>
          {can('exposure:policy:write') && (
            <Button size="small" onPress={() => edit.mutate()}>
              {t(policy.isLocal ? 'exposure:policy.edit' : 'exposure:policy.copy')}
            </Button>
          )}
          {!policy.isLocal && !policy.isActive && can('exposure:policy:choose') && (
            <Button size="small" onPress={() => setAsking(null)}>
              {t('exposure:policy.choose')}
            </Button>
          )}
        </span>
      }
    >
      <Versions policy={policy} onChoose={setAsking} />
      <p className="sec" style={{ overflowWrap: 'anywhere' }}>
        {policy.source}
      </p>
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
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={policy.title[locale]}
        action={t('exposure:policy.choose')}
        run={() => choose.mutateAsync()}
      >
        {t('exposure:policy.choose-confirm')}
      </Confirm>
    </Band>
  );
}

/** The saved versions of a table written here, each of which can be put in force. */
function Versions({ policy, onChoose }: { policy: PolicyTable; onChoose: (version: number) => void }) {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  if (policy.versions.length === 0) return null;
  return (
    <ul aria-label={t('exposure:policy.versions')}>
      {policy.versions.map((v) => (
        <li key={v.version} className="acts">
          <span>
            {t('exposure:policy.version-line', {
              version: v.version,
              by: v.savedBy,
              date: f.dateTime(v.savedAt),
              note: v.note,
            })}
          </span>
          {v.isActive && <b>{t('exposure:policy.active')}</b>}
          {!v.isActive && can('exposure:policy:choose') && (
            <Button size="small" onPress={() => onChoose(v.version)}>
              {t('exposure:policy.choose-version', { version: v.version })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
