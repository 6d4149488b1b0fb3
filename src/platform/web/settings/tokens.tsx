import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { type IssuedToken, NewToken, type TokenRow } from '../../auth/contract.ts';
import { del, post, useAction, useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { CopyButton } from '../kit/copy-button.tsx';
import { Confirm, Dialog, Drawer } from '../kit/dialog.tsx';
import { Empty } from '../kit/empty.tsx';
import { Form } from '../kit/form.tsx';
import { useSession } from '../session.ts';
import { useConfirmAgain } from './confirm-again.tsx';
import { TOKENS } from './platform-api.ts';
import { SettingsScreen } from './settings-frame.tsx';

type Row = z.infer<typeof TokenRow>;

export function Screen() {
  const t = useT();
  const f = useFormat();
  const again = useConfirmAgain();
  const mine = useSession().user?.permissions ?? [];
  const list = useApi<{ items: Row[] }>(TOKENS);
  const [adding, setAdding] = useState(false);
  const [issued, setIssued] = useState<string>();
  const [revoking, setRevoking] = useState<Row>();
  const issue = useAction({
    run: (input: z.output<typeof NewToken>) =>
      again.run(() => post<z.infer<typeof IssuedToken>>(TOKENS, input)),
    refresh: [TOKENS],
    onDone: (answer) => setIssued(answer.token),
    silentErrors: true,
  });
  const revoke = useAction({
    run: (id: string) => again.run(() => del(`${TOKENS}/${id}`)),
    refresh: [TOKENS],
    done: 'shell:settings.tokens.revoked',
    silentErrors: true,
  });
  const state = (row: Row) => {
    if (row.revokedAt) return t('shell:settings.tokens.was-revoked', { date: f.day(row.revokedAt) });
    const over = new Date(row.expiresAt).getTime() < Date.now();
    return t(over ? 'shell:settings.tokens.expired' : 'shell:settings.tokens.expires', {
      date: f.day(row.expiresAt),
    });
  };
  return (
    <SettingsScreen
      title={t('shell:settings.tokens.title')}
      dek={t('shell:settings.tokens.dek')}
      actions={
        <Button
          tone="primary"
          icon={<Plus className="i" aria-hidden="true" />}
          onPress={() => setAdding(true)}
        >
          {t('shell:settings.tokens.add')}
        </Button>
      }
    >
      {list.data?.items.length === 0 && (
        <Empty title={t('shell:settings.tokens.none')}>{t('shell:settings.tokens.none-text')}</Empty>
      )}
      <ul className="plainlist gap-above">
        {list.data?.items.map((row) => (
          <li key={row.id}>
            <span>
              <b>{row.name}</b>{' '}
              <span className="who">
                {[
                  row.userName,
                  t('shell:settings.tokens.scopes', { count: row.scopes.length }),
                  state(row),
                ].join(' · ')}
              </span>
              <span className="l2">
                {row.lastUsedAt
                  ? t('shell:settings.tokens.used', { date: f.recent(row.lastUsedAt) })
                  : t('shell:settings.tokens.never-used')}
              </span>
            </span>
            {!row.revokedAt && (
              <Button
                size="small"
                onPress={() => setRevoking(row)}
                aria-label={t('shell:settings.tokens.revoke-one', { name: row.name })}
              >
                {t('shell:settings.tokens.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Drawer open={adding} onClose={() => setAdding(false)} title={t('shell:settings.tokens.add')}>
        <Form
          schema={NewToken}
          labels="shell:settings.tokens.form"
          initial={{ expiresInDays: 90 }}
          fields={{ scopes: { kind: 'choices', options: mine.map((p) => ({ value: p, label: p })) } }}
          order={['name', 'expiresInDays', 'scopes']}
          submit={t('shell:settings.tokens.add')}
          onSubmit={(values) => issue.mutateAsync(values)}
          onDone={() => setAdding(false)}
          onCancel={() => setAdding(false)}
          autoFocus
        />
      </Drawer>
      <Dialog
        open={issued !== undefined}
        onClose={() => setIssued(undefined)}
        title={t('shell:settings.tokens.issued')}
      >
        <p className="sec">{t('shell:settings.tokens.issued-text')}</p>
        <p className="secret gap-small">{issued}</p>
        <div className="acts gap-small">
          <CopyButton text={issued ?? ''} />
        </div>
      </Dialog>
      <Confirm
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={t('shell:settings.tokens.revoke-one', { name: revoking?.name ?? '' })}
        action={t('shell:settings.tokens.revoke')}
        danger
        run={async () => {
          if (revoking) await revoke.mutateAsync(revoking.id);
        }}
      >
        {t('shell:settings.tokens.revoke-text')}
      </Confirm>
      {again.dialog}
    </SettingsScreen>
  );
}
