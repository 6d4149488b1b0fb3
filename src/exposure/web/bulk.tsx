import { useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Button } from '../../platform/web/kit/index.ts';
import { useCan, useSession } from '../../platform/web/session.ts';
import type { Finding, TriageResult } from '../contract.ts';
import { type Act, DecideDialog } from './decide-dialog.tsx';

const ACTS: readonly [Act, string][] = [
  ['plan', 'exposure:finding:plan'],
  ['mitigate', 'exposure:finding:mitigate'],
  ['accept', 'exposure:finding:accept'],
  ['dismiss', 'exposure:finding:dismiss'],
];

/** What is decided on several findings at once. */
export function BulkActions({ rows, clear }: { rows: readonly Finding[]; clear: () => void }) {
  const t = useT();
  const can = useCan();
  const { user } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const assign = useAction<void, TriageResult>({
    run: () =>
      post('/api/exposure/findings/assign', {
        ids: rows.map((r) => r.id),
        ownerId: user?.id ?? null,
        ownerName: user?.name ?? null,
      }),
    refresh: ['/api/exposure', '/api/steer'],
    done: ({ done }) => t('exposure:decide.assigned', { count: done.length }),
    onDone: clear,
  });
  return (
    <>
      {can('exposure:finding:assign') && (
        <Button size="small" onPress={() => assign.mutate()}>
          {t('exposure:decide.assign-me')}
        </Button>
      )}
      {ACTS.filter(([, permission]) => can(permission)).map(([a]) => (
        <Button key={a} size="small" onPress={() => setAct(a)}>
          {t(`exposure:decide.${a}`)}
        </Button>
      ))}
      {act && (
        <DecideDialog
          act={act}
          findings={rows}
          onClose={() => {
            setAct(null);
            clear();
          }}
        />
      )}
    </>
  );
}
