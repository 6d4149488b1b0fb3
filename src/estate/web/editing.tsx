import { lazy, Suspense, useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Button, Confirm } from '../../platform/web/kit/index.ts';
import { type Noun, PATHS, type Stored } from './nouns.ts';

// The form, and the schemas with it, come when somebody writes: not with every list.
const NounDrawer = lazy(() => import('./noun-drawer.tsx').then((m) => ({ default: m.NounDrawer })));

type Written = Exclude<Noun, 'service'>;
const ADD = {
  application: 'estate:act.add-application',
  asset: 'estate:act.add-asset',
  supplier: 'estate:act.add-supplier',
  person: 'estate:act.add-person',
  unit: 'estate:act.add-unit',
  processing: 'estate:act.add-processing',
} as const;

/** The button that adds one, and its form. */
export function Add({
  noun,
  primary = true,
  openAtFirst = false,
  onSaved,
}: {
  noun: Written;
  primary?: boolean;
  openAtFirst?: boolean;
  onSaved?: (saved: Stored) => void;
}) {
  const t = useT();
  const [open, setOpen] = useState(openAtFirst);
  return (
    <>
      <Button tone={primary ? 'primary' : 'plain'} onPress={() => setOpen(true)}>
        {t(ADD[noun])}
      </Button>
      {open && (
        <Suspense>
          <NounDrawer
            noun={noun}
            title={t(ADD[noun])}
            onClose={() => setOpen(false)}
            {...(onSaved ? { onSaved } : {})}
          />
        </Suspense>
      )}
    </>
  );
}

/** Changes one object: the button and its form. */
export function Edit({ noun, object, small }: { noun: Written; object: Stored; small?: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={small ? 'small' : 'normal'} onPress={() => setOpen(true)}>
        {t('estate:act.edit')}
      </Button>
      {open && (
        <Suspense>
          <NounDrawer noun={noun} object={object} title={object.name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Takes one object out of use, once asked. */
export function Retire({
  noun,
  object,
  small,
  onDone,
}: {
  noun: Noun;
  object: Stored;
  small?: boolean;
  onDone?: () => void;
}) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const retire = useAction({
    run: () => post(`${PATHS[noun]}/${object.id}/retire`, { versionNo: object.versionNo }),
    refresh: ['/api/estate', '/api/steer', '/api/exposure'],
    done: () => t('estate:done.retired', { name: object.name }),
    silentErrors: true,
    ...(onDone ? { onDone } : {}),
  });
  return (
    <>
      <Button tone="quiet" size={small ? 'small' : 'normal'} onPress={() => setOpen(true)}>
        {t('estate:act.retire')}
      </Button>
      <Confirm
        open={open}
        onClose={() => setOpen(false)}
        title={t('estate:retire.title', { name: object.name })}
        action={t('estate:act.retire')}
        danger
        run={() => retire.mutateAsync()}
      >
        {t('estate:retire.why')}
      </Confirm>
    </>
  );
}
