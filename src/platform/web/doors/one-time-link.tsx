import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { LinkFacts } from '../../auth/contract.ts';
import { call, sentenceOf } from '../api.ts';
import { useT } from '../i18n.ts';
import { Form } from '../kit/form.tsx';
import { Link } from '../kit/link.tsx';
import { Door } from './door.tsx';
import { tokenOfAddress, useEnter } from './use-enter.ts';

type Facts = z.infer<typeof LinkFacts>;
const Password = z.object({ password: z.string().min(1).max(1024) });

/** An invitation, a new password, or the demonstration's own door. */
export function Screen() {
  const t = useT();
  const enter = useEnter();
  const [token] = useState(tokenOfAddress);
  const [state, setState] = useState<{ facts?: Facts; error?: string }>({});
  useEffect(() => {
    const look = async () => {
      const facts = await call<Facts>('POST', '/api/auth/links/read', { body: { token }, expect401: true });
      if (facts.kind !== 'demo') return setState({ facts });
      // Opens the session by a cookie of its own, then leads back here, signed in.
      location.replace(`/api/auth/demo/${encodeURIComponent(token)}`);
    };
    look().catch((error: unknown) => setState({ error: sentenceOf(error) }));
  }, [token]);
  if (state.error)
    return (
      <Door slim title={t('shell:link.dead-title')} lede={state.error}>
        <p className="gap-above">
          <Link to="/connexion" className="btn">
            {t('shell:sign-in.title')}
          </Link>
        </p>
      </Door>
    );
  if (!state.facts) return <p className="waiting">{t('shell:state.loading')}</p>;
  const { kind, name, email } = state.facts;
  return (
    <Door
      slim
      title={
        kind === 'invite' ? t('shell:link.invite-title', { name: name ?? '' }) : t('shell:link.reset-title')
      }
      lede={t('shell:link.lede', { email: email ?? '' })}
    >
      <div className="gap-above">
        <Form
          schema={Password}
          labels="shell:set-up.form"
          fields={{ password: { kind: 'password', autoComplete: 'new-password' } }}
          submit={t('shell:link.submit')}
          onSubmit={(values) =>
            call('POST', '/api/auth/links/accept', { body: { token, ...values }, expect401: true })
          }
          onDone={() => void enter()}
          guard={false}
          autoFocus
        />
      </div>
    </Door>
  );
}
