import type { JournalState } from '../../journal/contract.ts';
import { post, useAction, useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { JOURNAL } from './platform-api.ts';

/** Up to where the chain was read, and when; or where it is broken, and how. */
export function JournalSeal() {
  const t = useT();
  const f = useFormat();
  const { data } = useApi<JournalState>(`${JOURNAL}/state`, {}, { keep: true });
  if (!data) return null;
  const { verifiedAt, fullAt, brokenSeq, problem } = data;
  return (
    <p className={brokenSeq === null ? 'note' : 'note warn'} role="status">
      {brokenSeq !== null && problem
        ? t('shell:settings.journal.broken', {
            seq: f.number(brokenSeq),
            how: t(`shell:settings.journal.problems.${problem}`),
          })
        : verifiedAt && fullAt
          ? t('shell:settings.journal.intact', {
              seq: f.number(data.verifiedSeq),
              at: f.recent(verifiedAt),
              full: f.recent(fullAt),
            })
          : t('shell:settings.journal.unverified')}
    </p>
  );
}

export function CheckNow() {
  const t = useT();
  const check = useAction({
    run: () => post(`${JOURNAL}/check`),
    done: 'shell:settings.journal.check-asked',
  });
  return (
    <Button onPress={() => check.mutate()} isDisabled={check.isPending}>
      {t('shell:settings.journal.check')}
    </Button>
  );
}
