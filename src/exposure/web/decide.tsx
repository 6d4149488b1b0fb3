import { useState } from 'react';
import type { z } from 'zod';
import { post, useAction } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type TextKey, translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/band.tsx';
import { Button } from '../../platform/web/kit/button.tsx';
import { useCan } from '../../platform/web/session.ts';
import type { Decision, Finding, FindingDetail, TriageResult } from '../contract.ts';
import { type Act, DecideDialog } from './decide-dialog.tsx';

const ACTS: readonly { act: Act; permission: string }[] = [
  { act: 'plan', permission: 'exposure:finding:plan' },
  { act: 'mitigate', permission: 'exposure:finding:mitigate' },
  { act: 'accept', permission: 'exposure:finding:accept' },
  { act: 'dismiss', permission: 'exposure:finding:dismiss' },
];

/** What a person can decide on one finding, each with what it means; and the standing decision. */
export function Decide({ finding }: { finding: FindingDetail }) {
  const t = useT();
  const can = useCan();
  const [open, setOpen] = useState<Act | null>(null);
  const standing = finding.decisions.find((d) => d.endedAt === null);
  const isClosed = finding.state === 'gone' || finding.state === 'fixed';
  if (isClosed) return null;
  return (
    <Band title={t('exposure:decide.title')}>
      {standing && <Standing finding={finding} decision={standing} />}
      <ul className="decide">
        {ACTS.filter((a) => can(a.permission)).map(({ act }, i) => (
          <li key={act}>
            <Button wide tone={i === 0 && !standing ? 'primary' : 'plain'} onPress={() => setOpen(act)}>
              {t(`exposure:decide.${act}` satisfies TextKey)}
            </Button>
            <p className="help">{t(`exposure:decide.${act}-help` satisfies TextKey)}</p>
          </li>
        ))}
      </ul>
      {open && <DecideDialog act={open} findings={[finding]} onClose={() => setOpen(null)} />}
    </Band>
  );
}

function Standing({ finding, decision }: { finding: Finding; decision: z.infer<typeof Decision> }) {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const reopen = useAction<void, TriageResult>({
    run: () =>
      post('/api/exposure/findings/reopen', {
        ids: [finding.id],
        reason: t('exposure:decide.reopen-reason'),
      }),
    refresh: ['/api/exposure'],
    done: 'exposure:decide.reopened',
  });
  return (
    <div className="note">
      <p>
        <b>{translateLoose(`exposure:change.decided.${decision.kind}`)}</b>
        {decision.until ? ` ${t('exposure:page.until', { date: f.day(decision.until) })}` : ''}
      </p>
      <p>{decision.reason}</p>
      {decision.justification && (
        <p className="sec">{translateLoose(`exposure:justification.${decision.justification}`)}</p>
      )}
      <p className="sec">
        {decision.decidedBy}, {f.recent(decision.decidedAt)}
      </p>
      {can('exposure:finding:reopen') && (
        <Button tone="quiet" onPress={() => reopen.mutate()}>
          {t('exposure:decide.reopen')}
        </Button>
      )}
    </div>
  );
}
