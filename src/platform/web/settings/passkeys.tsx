import { startRegistration } from '@simplewebauthn/browser';
import { useState } from 'react';
import { z } from 'zod';
import type { Passkey, PasskeyOptions } from '../../auth/contract.ts';
import { del, post, queryClient, useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Band } from '../kit/band.tsx';
import { Button } from '../kit/button.tsx';
import { Confirm, Dialog } from '../kit/dialog.tsx';
import { Form } from '../kit/form.tsx';
import { toast } from '../toasts.ts';
import { useConfirmAgain } from './confirm-again.tsx';
import { ME, PASSKEYS } from './platform-api.ts';

type Key = z.infer<typeof Passkey>;
const Named = z.object({ name: z.string().trim().min(1).max(60) });

/** Keys of this person: a telephone, a computer, a stick. */
export function Passkeys() {
  const t = useT();
  const f = useFormat();
  const again = useConfirmAgain();
  const list = useApi<{ items: Key[] }>(PASSKEYS);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Key>();
  const refresh = () =>
    queryClient.invalidateQueries({ predicate: (q) => [ME, PASSKEYS].includes(String(q.queryKey[1])) });
  const add = async (name: string) => {
    const offer = await post<z.infer<typeof PasskeyOptions>>(`${PASSKEYS}/options`);
    const response = await startRegistration({ optionsJSON: offer.options as never });
    await post(PASSKEYS, { ceremony: offer.ceremony, response, name });
  };
  return (
    <Band
      title={t('shell:settings.passkeys.title')}
      go={
        <Button tone="quiet" size="small" onPress={() => setAdding(true)}>
          {t('shell:settings.passkeys.add')}
        </Button>
      }
    >
      {list.data?.items.length === 0 && <p className="sec">{t('shell:settings.passkeys.none')}</p>}
      <ul className="plainlist">
        {list.data?.items.map((key) => (
          <li key={key.id}>
            <span>
              <b>{key.name}</b>{' '}
              <span className="who">
                {key.lastUsedAt
                  ? t('shell:settings.passkeys.used', { date: f.recent(key.lastUsedAt) })
                  : t('shell:settings.passkeys.added', { date: f.day(key.createdAt) })}
              </span>
            </span>
            <Button size="small" onPress={() => setRemoving(key)}>
              {t('shell:actions.delete')}
            </Button>
          </li>
        ))}
      </ul>
      <Dialog
        open={adding}
        onClose={() => setAdding(false)}
        title={t('shell:settings.passkeys.add')}
        width="narrow"
      >
        <Form
          schema={Named}
          labels="shell:settings.passkeys"
          submit={t('shell:actions.continue')}
          onSubmit={({ name }) => again.run(() => add(name))}
          onDone={() => {
            setAdding(false);
            toast(t('shell:settings.passkeys.done'));
            void refresh();
          }}
          onCancel={() => setAdding(false)}
          guard={false}
          autoFocus
        />
      </Dialog>
      <Confirm
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('shell:settings.passkeys.remove', { name: removing?.name ?? '' })}
        action={t('shell:actions.delete')}
        danger
        run={() => again.run(() => del(`${PASSKEYS}/${removing?.id}`)).then(refresh)}
      >
        {t('shell:settings.passkeys.remove-text')}
      </Confirm>
      {again.dialog}
    </Band>
  );
}
