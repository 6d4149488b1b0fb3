import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { sentenceOf } from '../api.ts';
import { useT } from '../i18n.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** `drawer`: along the right edge, for long forms and reading beside the list. */
  shape?: 'dialog' | 'drawer';
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
}

/** A question or a form over the screen; focus goes in and comes back, Escape closes. */
export function Dialog({ open, onClose, title, shape = 'dialog', width = 'normal', children }: DialogProps) {
  const t = useT();
  return (
    <ModalOverlay
      isOpen={open}
      isDismissable
      onOpenChange={(next) => !next && onClose()}
      className={`veil ${shape}`}
    >
      <Modal className={`modal ${shape} ${width}`}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button
              tone="quiet"
              iconOnly
              icon={<X className="i" aria-hidden="true" />}
              aria-label={t('shell:actions.close')}
              onPress={onClose}
            />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Long forms and reading beside the list. */
export const Drawer = (props: Omit<DialogProps, 'shape'>) => <Dialog {...props} shape="drawer" />;

export interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in one sentence; what cannot be undone, said. */
  children: ReactNode;
  /** The verb: « Révoquer le jeton », never « OK ». */
  action: string;
  danger?: boolean;
  run: () => Promise<unknown>;
}

/** Asks before what cannot be undone. */
export function Confirm({ open, onClose, title, children, action, danger, run }: ConfirmProps) {
  const t = useT();
  const [state, setState] = useState<{ busy?: boolean; error?: string }>({});
  const go = async () => {
    setState({ busy: true });
    try {
      await run();
      setState({});
      onClose();
    } catch (error) {
      setState({ error: sentenceOf(error) });
    }
  };
  return (
    <Dialog open={open} onClose={onClose} title={title} width="narrow">
      <div className="sec">{children}</div>
      {state.error && (
        <p role="alert" className="form-error">
          {state.error}
        </p>
      )}
      <div className="acts gap-above">
        <Button
          tone={danger ? 'danger' : 'primary'}
          onPress={() => void go()}
          isDisabled={state.busy === true}
        >
          {action}
        </Button>
        <Button onPress={onClose}>{t('shell:actions.cancel')}</Button>
      </div>
    </Dialog>
  );
}
