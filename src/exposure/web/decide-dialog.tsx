import { useState } from 'react';
import { post, sentenceOf, useAction } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type TextKey, useT } from '../../platform/web/i18n.ts';
import { Button } from '../../platform/web/kit/button.tsx';
import { DateField } from '../../platform/web/kit/date-field.tsx';
import { Dialog } from '../../platform/web/kit/dialog.tsx';
import { Select, TextField } from '../../platform/web/kit/fields.tsx';
import { toast } from '../../platform/web/toasts.ts';
import type { Finding, TriageResult } from '../contract.ts';

export type Act = 'plan' | 'mitigate' | 'accept' | 'dismiss';

const JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

/** Days proposed for each act; a person changes them. */
const PROPOSED_DAYS: Record<Act, number> = { plan: 14, mitigate: 60, accept: 90, dismiss: 0 };

/** One decision on one or many findings: its reason, its end, and what it hurts meanwhile. */
export function DecideDialog({
  act,
  findings,
  onClose,
}: {
  act: Act;
  findings: readonly Finding[];
  onClose: () => void;
}) {
  const t = useT();
  const f = useFormat();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(inDays(PROPOSED_DAYS[act]));
  const [justification, setJustification] = useState<string>('');
  const [error, setError] = useState<string>();
  const needsDate = act !== 'dismiss';
  const action = useAction<void, TriageResult>({
    run: () =>
      post(`/api/exposure/findings/${act}`, {
        ids: findings.map((x) => x.id),
        reason,
        ...(needsDate ? { until } : { justification }),
      }),
    refresh: ['/api/exposure', '/api/steer'],
    silentErrors: true,
    onDone: ({ done, refused }) => {
      if (refused.length > 0)
        toast(t('exposure:decide.refused', { count: refused.length }), { kind: 'error' });
      if (done.length > 0) toast(t(`exposure:decide.${act}-done` satisfies TextKey, { count: done.length }));
      onClose();
    },
  });
  const isReady = reason.trim().length >= 3 && (needsDate ? until !== '' : justification !== '');
  const users = Math.max(0, ...findings.map((x) => x.userCount));
  const services = Math.max(0, ...findings.map((x) => x.serviceCount));
  return (
    <Dialog open onClose={onClose} title={t(`exposure:decide.${act}` satisfies TextKey)}>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          if (isReady) action.mutate(undefined, { onError: (cause) => setError(sentenceOf(cause)) });
        }}
      >
        <p className="sec">
          {t('exposure:decide.on', { count: findings.length })}{' '}
          {services > 0 && t('exposure:decide.hurts', { count: services, users: f.number(users) })}
        </p>
        {act === 'dismiss' && (
          <Select
            label={t('exposure:decide.justification')}
            required
            value={justification}
            onChange={setJustification}
            options={JUSTIFICATIONS.map((j) => ({
              value: j,
              label: t(`exposure:justification.${j}` satisfies TextKey),
            }))}
          />
        )}
        <TextField
          label={t('exposure:decide.reason')}
          required
          lines={4}
          value={reason}
          onChange={setReason}
          help={t('exposure:decide.reason-help')}
        />
        {needsDate && (
          <DateField
            label={t(act === 'plan' ? 'exposure:decide.planned-for' : 'exposure:decide.until')}
            required
            value={until}
            onChange={setUntil}
            min={inDays(1)}
            help={t('exposure:decide.until-help')}
          />
        )}
        {error && (
          <p role="alert" className="form-error">
            {error}
          </p>
        )}
        <div className="acts gap-above">
          <Button type="submit" tone="primary" isDisabled={!isReady || action.isPending}>
            {t('exposure:decide.record')}
          </Button>
          <Button onPress={onClose}>{t('shell:actions.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function inDays(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() + days);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}
