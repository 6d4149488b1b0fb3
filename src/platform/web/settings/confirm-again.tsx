import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { Confirm as ConfirmSchema } from '../../auth/contract.ts';
import { ApiError, post } from '../api.ts';
import { useT } from '../i18n.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Form } from '../kit/form.tsx';

/** Runs a dangerous act; when the server wants to know again who is there, asks, then runs it once more. */
export function useConfirmAgain(): { run: <T>(act: () => Promise<T>) => Promise<T>; dialog: ReactNode } {
  const t = useT();
  const [open, setOpen] = useState(false);
  const waiting = useRef<{ go: () => void; stop: (error: unknown) => void }>(undefined);
  const run = async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'platform.sign-in-again') throw error;
      setOpen(true);
      await new Promise<void>((go, stop) => {
        waiting.current = { go, stop: () => stop(error) };
      });
      return act();
    }
  };
  const end = (how: 'go' | 'stop') => {
    setOpen(false);
    waiting.current?.[how](undefined);
    waiting.current = undefined;
  };
  const dialog = (
    <Dialog open={open} onClose={() => end('stop')} title={t('shell:settings.confirm.title')} width="narrow">
      <p className="sec">{t('shell:settings.confirm.text')}</p>
      <div className="gap-small">
        <Form
          schema={ConfirmSchema}
          labels="shell:settings.confirm"
          fields={{
            password: { kind: 'password', autoComplete: 'current-password' },
            code: { kind: 'code', autoComplete: 'one-time-code' },
          }}
          submit={t('shell:actions.continue')}
          onSubmit={(values) => post('/api/auth/confirm', values)}
          onDone={() => end('go')}
          onCancel={() => end('stop')}
          guard={false}
          autoFocus
        />
      </div>
    </Dialog>
  );
  return { run, dialog };
}
