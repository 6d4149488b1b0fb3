import { Drawer } from '../../platform/web/kit/index.ts';
import { NounForm } from './noun-form.tsx';
import type { Noun, Stored } from './nouns.ts';

export interface NounDrawerProps {
  noun: Exclude<Noun, 'service'>;
  /** Absent: a new one. */
  object?: Stored | undefined;
  title: string;
  onClose: () => void;
  onSaved?: (saved: Stored) => void;
}

/** The form of one object, along the right edge, beside its list. */
export function NounDrawer({ noun, object, title, onClose, onSaved }: NounDrawerProps) {
  return (
    <Drawer open onClose={onClose} title={title}>
      <NounForm
        noun={noun}
        object={object}
        onCancel={onClose}
        onSaved={(saved) => {
          onSaved?.(saved);
          onClose();
        }}
      />
    </Drawer>
  );
}
