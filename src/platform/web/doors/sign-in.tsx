import { startAuthentication } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { AskReset, SecondFactor, SignIn, type SignInAnswer } from '../../auth/contract.ts';
import { call, sentenceOf } from '../api.ts';
import { useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { Form } from '../kit/form.tsx';
import { useSession } from '../session.ts';
import { Door } from './door.tsx';
import { useEnter } from './use-enter.ts';

type Step = 'password' | 'code' | 'forgotten' | 'sent';

/** Password, then a code where there is one; a passkey; the organisation's own sign-in when it is set. */
export function Screen() {
  const t = useT();
  const session = useSession();
  const enter = useEnter();
  const [step, setStep] = useState<Step>(session.state === 'second-factor' ? 'code' : 'password');
  const [failure, setFailure] = useState<string>();
  const ask = <T,>(path: string, body: unknown) => call<T>('POST', path, { body, expect401: true });
  useEffect(() => {
    if (session.state === 'signed-in') void enter();
  }, [session.state, enter]);

  const passkey = async () => {
    setFailure(undefined);
    try {
      const offer = await ask<{ ceremony: string; options: never }>('/api/auth/sign-in/passkey/options', {});
      const response = await startAuthentication({ optionsJSON: offer.options });
      await ask('/api/auth/sign-in/passkey', { ceremony: offer.ceremony, response });
      await enter();
    } catch (error) {
      const isOurs = error instanceof Error && error.name === 'ApiError';
      setFailure(isOurs ? sentenceOf(error) : t('shell:sign-in.passkey-failed'));
    }
  };

  if (step === 'code')
    return (
      <Door slim title={t('shell:sign-in.code.title')} lede={t('shell:sign-in.code.lede')}>
        <div className="gap-above">
          <Form
            schema={SecondFactor}
            labels="shell:sign-in.form"
            fields={{ code: { kind: 'code', autoComplete: 'one-time-code' } }}
            submit={t('shell:sign-in.code.submit')}
            onSubmit={(values) => ask('/api/auth/sign-in/second-factor', values)}
            onDone={() => void enter()}
            onCancel={() => setStep('password')}
            guard={false}
            autoFocus
          />
        </div>
      </Door>
    );
  if (step === 'forgotten' || step === 'sent')
    return (
      <Door
        slim
        title={t('shell:sign-in.forgotten.title')}
        lede={t(step === 'sent' ? 'shell:sign-in.forgotten.sent' : 'shell:sign-in.forgotten.lede')}
      >
        <div className="gap-above">
          {step === 'sent' ? (
            <Button onPress={() => setStep('password')}>{t('shell:sign-in.back')}</Button>
          ) : (
            <Form
              schema={AskReset}
              labels="shell:sign-in.form"
              fields={{ email: { autoComplete: 'username' } }}
              submit={t('shell:sign-in.forgotten.submit')}
              onSubmit={(values) => ask('/api/auth/reset', values)}
              onDone={() => setStep('sent')}
              onCancel={() => setStep('password')}
              guard={false}
              autoFocus
            />
          )}
        </div>
      </Door>
    );
  return (
    <Door
      slim
      title={t('shell:sign-in.title')}
      {...(session.organisation ? { lede: session.organisation.name } : {})}
    >
      <div className="gap-above">
        <Form
          schema={SignIn}
          labels="shell:sign-in.form"
          fields={{
            email: { autoComplete: 'username webauthn' },
            password: { kind: 'password', autoComplete: 'current-password' },
          }}
          submit={t('shell:sign-in.submit')}
          onSubmit={async (values) => {
            const answer = await ask<z.infer<typeof SignInAnswer>>('/api/auth/sign-in', values);
            if (answer.state === 'second-factor') setStep('code');
            else await enter();
          }}
          guard={false}
          autoFocus
        />
      </div>
      <p className="gap-small">
        <Button tone="quiet" onPress={() => setStep('forgotten')}>
          {t('shell:sign-in.forgotten.link')}
        </Button>
      </p>
      <p className="or">{t('shell:sign-in.or')}</p>
      {failure && (
        <p role="alert" className="form-error">
          {failure}
        </p>
      )}
      <div className="acts">
        <Button icon={<KeyRound className="i" aria-hidden="true" />} onPress={() => void passkey()}>
          {t('shell:sign-in.passkey')}
        </Button>
        {session.oidc && (
          <a className="btn" href="/api/auth/oidc/start">
            {t('shell:sign-in.oidc', { name: session.oidc.label })}
          </a>
        )}
      </div>
    </Door>
  );
}
