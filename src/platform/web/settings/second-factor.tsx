import { useState } from 'react';
import type { z } from 'zod';
import {
  ChangePassword,
  ConfirmTotp,
  type Me,
  type RecoveryCodes,
  type TotpOffer,
} from '../../auth/contract.ts';
import { del, post, queryClient, sentenceOf } from '../api.ts';
import { useT } from '../i18n.ts';
import { Band } from '../kit/band.tsx';
import { Button } from '../kit/button.tsx';
import { CopyButton } from '../kit/copy-button.tsx';
import { Confirm, Dialog } from '../kit/dialog.tsx';
import { Facts } from '../kit/facts.tsx';
import { Form } from '../kit/form.tsx';
import { toast } from '../toasts.ts';
import { useConfirmAgain } from './confirm-again.tsx';
import { ME, PASSWORD, TOTP } from './platform-api.ts';

const refreshMe = () => queryClient.invalidateQueries({ predicate: (q) => q.queryKey[1] === ME });

/** Password, and the codes of a telephone. */
export function PasswordAndCode({ me }: { me: Me }) {
  const t = useT();
  const again = useConfirmAgain();
  const [open, setOpen] = useState<'password' | 'off'>();
  const [offer, setOffer] = useState<z.infer<typeof TotpOffer>>();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = () =>
    again
      .run(() => post<z.infer<typeof TotpOffer>>(TOTP))
      .then(setOffer)
      .catch((error: unknown) => toast(sentenceOf(error), { kind: 'error' }));
  const renew = () =>
    again
      .run(() => post<z.infer<typeof RecoveryCodes>>('/api/auth/me/recovery-codes'))
      .then((answer) => setCodes(answer.codes))
      .catch((error: unknown) => toast(sentenceOf(error), { kind: 'error' }));
  return (
    <Band title={t('shell:settings.security.title')}>
      <Facts
        items={[
          [
            t('shell:settings.security.password'),
            <span key="p" className="acts">
              {t(
                me.hasPassword
                  ? 'shell:settings.security.password-set'
                  : 'shell:settings.security.password-none',
              )}
              <Button size="small" onPress={() => setOpen('password')}>
                {t(
                  me.hasPassword
                    ? 'shell:settings.security.password-change'
                    : 'shell:settings.security.password-choose',
                )}
              </Button>
            </span>,
          ],
          [
            t('shell:settings.security.totp'),
            <span key="t" className="acts">
              {t(me.hasTotp ? 'shell:settings.security.totp-on' : 'shell:settings.security.totp-off')}
              {me.hasTotp ? (
                <Button size="small" tone="danger" onPress={() => setOpen('off')}>
                  {t('shell:settings.security.totp-remove')}
                </Button>
              ) : (
                <Button size="small" onPress={() => void begin()}>
                  {t('shell:settings.security.totp-add')}
                </Button>
              )}
            </span>,
          ],
          [
            t('shell:settings.security.recovery'),
            me.hasTotp ? (
              <span key="r" className="acts">
                {t('shell:settings.security.recovery-left', { count: me.recoveryCodesLeft })}
                <Button size="small" onPress={() => void renew()}>
                  {t('shell:settings.security.recovery-renew')}
                </Button>
              </span>
            ) : undefined,
          ],
        ]}
      />
      <Dialog
        open={open === 'password'}
        onClose={() => setOpen(undefined)}
        title={t('shell:settings.security.password-change')}
        width="narrow"
      >
        <Form
          schema={ChangePassword}
          labels="shell:settings.security.form"
          {...(me.hasPassword ? {} : { order: ['password'] as const })}
          fields={{
            current: { kind: 'password', autoComplete: 'current-password' },
            password: { kind: 'password', autoComplete: 'new-password' },
          }}
          submit={t('shell:actions.save')}
          onSubmit={(values) => again.run(() => post(PASSWORD, values))}
          onDone={() => {
            setOpen(undefined);
            toast(t('shell:settings.security.password-changed'));
            void refreshMe();
          }}
          onCancel={() => setOpen(undefined)}
          guard={false}
          autoFocus
        />
      </Dialog>
      <Dialog
        open={offer !== undefined}
        onClose={() => setOffer(undefined)}
        title={t('shell:settings.security.totp-add')}
      >
        {offer && (
          <Enrol
            offer={offer}
            onDone={(list) => {
              setOffer(undefined);
              setCodes(list);
              void refreshMe();
            }}
          />
        )}
      </Dialog>
      <Dialog
        open={codes !== undefined}
        onClose={() => setCodes(undefined)}
        title={t('shell:settings.security.recovery')}
        width="narrow"
      >
        <p className="sec">{t('shell:settings.security.recovery-text')}</p>
        <ul className="codes gap-small">
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="acts gap-above">
          <CopyButton text={(codes ?? []).join('\n')} />
          <Button tone="primary" onPress={() => setCodes(undefined)}>
            {t('shell:settings.security.recovery-kept')}
          </Button>
        </div>
      </Dialog>
      <Confirm
        open={open === 'off'}
        onClose={() => setOpen(undefined)}
        title={t('shell:settings.security.totp-remove')}
        action={t('shell:settings.security.totp-remove')}
        danger
        run={() => again.run(() => del(TOTP)).then(refreshMe)}
      >
        {t('shell:settings.security.totp-remove-text')}
      </Confirm>
      {again.dialog}
    </Band>
  );
}

function Enrol({
  offer,
  onDone,
}: {
  offer: z.infer<typeof TotpOffer>;
  onDone: (codes: readonly string[]) => void;
}) {
  const t = useT();
  return (
    <>
      <p className="sec">{t('shell:settings.security.totp-scan')}</p>
      <svg
        className="qr gap-small"
        viewBox={`0 0 ${offer.qr.size} ${offer.qr.size}`}
        role="img"
        aria-label={t('shell:settings.security.totp-qr')}
        shapeRendering="crispEdges"
      >
        <path d={offer.qr.path} />
      </svg>
      <p className="gap-small">{t('shell:settings.security.totp-secret')}</p>
      <p className="secret">{offer.secret}</p>
      <div className="gap-small">
        <Form
          schema={ConfirmTotp}
          labels="shell:sign-in.form"
          fields={{ code: { kind: 'code', autoComplete: 'one-time-code' } }}
          submit={t('shell:settings.security.totp-verify')}
          onSubmit={(values) =>
            post<z.infer<typeof RecoveryCodes>>(`${TOTP}/confirm`, values).then((answer) =>
              onDone(answer.codes),
            )
          }
          guard={false}
          autoFocus
        />
      </div>
    </>
  );
}
