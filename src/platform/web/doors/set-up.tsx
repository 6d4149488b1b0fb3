import { useState } from 'react';
import { SetUp } from '../../auth/contract.ts';
import { post, sentenceOf } from '../api.ts';
import { currentLocale, useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/fields.tsx';
import { Form } from '../kit/form.tsx';
import { TIME_ZONES } from '../time-zones.ts';
import { Door } from './door.tsx';
import { tokenOfAddress, useEnter } from './use-enter.ts';

const [, Own] = SetUp.options;

/** First page ever seen: look around an invented organisation, or begin with one's own. */
export function Screen() {
  const t = useT();
  const enter = useEnter();
  const [own, setOwn] = useState(false);
  const [token, setToken] = useState(tokenOfAddress);
  const [state, setState] = useState<{ busy?: boolean; error?: string }>({});
  const demo = async () => {
    setState({ busy: true });
    try {
      await post('/api/auth/set-up', { choice: 'demo', token });
      await enter();
    } catch (error) {
      setState({ error: sentenceOf(error) });
    }
  };
  const needsToken = token.length < 20 && (
    <div className="gap-above form">
      <TextField
        label={t('shell:set-up.token')}
        help={t('shell:set-up.token-help')}
        value={token}
        onChange={(text) => setToken(readToken(text))}
        required
      />
    </div>
  );
  if (own)
    return (
      <Door slim title={t('shell:set-up.own.title')} lede={t('shell:set-up.own.lede')}>
        {needsToken}
        <div className="gap-above">
          <Form
            schema={Own}
            labels="shell:set-up.form"
            order={['organisation', 'timeZone', 'name', 'email', 'password']}
            initial={{
              choice: 'own',
              token,
              locale: currentLocale(),
              timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            }}
            fields={{
              timeZone: { kind: 'combobox', options: TIME_ZONES },
              name: { autoComplete: 'name' },
              email: { autoComplete: 'username' },
              password: { kind: 'password', autoComplete: 'new-password' },
            }}
            submit={t('shell:set-up.own.submit')}
            onSubmit={(values) => post('/api/auth/set-up', { ...values, token })}
            onDone={() => void enter()}
            onCancel={() => setOwn(false)}
            guard={false}
            autoFocus
          />
        </div>
      </Door>
    );
  return (
    <Door title={t('shell:set-up.title')} lede={t('shell:set-up.lede')}>
      {needsToken}
      {state.error && (
        <p role="alert" className="form-error gap-above">
          {state.error}
        </p>
      )}
      <div className="choices-two">
        <section className="choice">
          <h2>{t('shell:set-up.demo.title')}</h2>
          <p>{t('shell:set-up.demo.text')}</p>
          <ul>
            <li>{t('shell:set-up.demo.fact-1')}</li>
            <li>{t('shell:set-up.demo.fact-2')}</li>
            <li>{t('shell:set-up.demo.fact-3')}</li>
          </ul>
          <Button tone="primary" onPress={() => void demo()} isDisabled={state.busy === true}>
            {state.busy ? t('shell:set-up.demo.busy') : t('shell:set-up.demo.action')}
          </Button>
        </section>
        <section className="choice">
          <h2>{t('shell:set-up.begin.title')}</h2>
          <p>{t('shell:set-up.begin.text')}</p>
          <ul>
            <li>{t('shell:set-up.begin.fact-1')}</li>
            <li>{t('shell:set-up.begin.fact-2')}</li>
            <li>{t('shell:set-up.begin.fact-3')}</li>
          </ul>
          <Button onPress={() => setOwn(true)}>{t('shell:set-up.begin.action')}</Button>
        </section>
      </div>
    </Door>
  );
}

/** The whole link may be pasted: only its token is kept. */
const readToken = (text: string): string => /#([\w-]+)/.exec(text)?.[1] ?? text.trim();
