import { useState } from 'react';
import { sentenceOf, useAction, useApi } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Choices, Form } from '../../platform/web/kit/index.ts';
import { toast } from '../../platform/web/toasts.ts';
import { type Clash, Conflict } from './conflict.tsx';
import { formOf } from './noun-fields.ts';
import { type Noun, PATHS, type Stored } from './nouns.ts';
import { changed, currentOf, saveNoun } from './save-noun.ts';

export interface NounFormProps {
  noun: Exclude<Noun, 'service'>;
  /** Absent: a new one. */
  object?: Stored | undefined;
  onSaved: (saved: Stored) => void;
  onCancel?: () => void;
  /** Asks before leaving what is not saved. */
  guard?: boolean;
}

/** The form of one object of the estate; tells what changed when somebody else saved first. */
export function NounForm({ noun, object, onSaved, onCancel, guard = false }: NounFormProps) {
  const t = useT();
  const [seen, setSeen] = useState(object);
  const [clash, setClash] = useState<Clash>();
  const [services, setServices] = useState<readonly string[]>((object?.serviceIds as string[]) ?? []);
  const save = useAction({
    run: ({ from, values }: { from: Stored | undefined; values: Record<string, unknown> }) =>
      saveNoun(noun, from, values),
    refresh: ['/api/estate'],
    done: (saved) => t(object ? 'estate:done.changed' : 'estate:done.created', { name: saved.name }),
    silentErrors: true,
    onDone: onSaved,
  });
  const send = async (from: Stored | undefined, values: Record<string, unknown>) => {
    try {
      await save.mutateAsync({ from, values });
    } catch (error) {
      const current = currentOf(error);
      if (!current || !from) throw error;
      setClash({ seen: from, current, mine: changed(from, values), fields: Object.keys(values) });
    }
  };
  const { schema, fields } = formOf(noun, seen);
  const hidden = noun === 'processing' ? { ...fields, serviceIds: { hidden: true } } : fields;
  if (clash)
    return (
      <Conflict
        clash={clash}
        onKeep={() =>
          void send(clash.current, clash.mine).catch((e) => toast(sentenceOf(e), { kind: 'error' }))
        }
        onTake={() => {
          setSeen(clash.current);
          setServices((clash.current.serviceIds as string[] | undefined) ?? []);
          setClash(undefined);
        }}
      />
    );
  return (
    <Form
      key={seen?.versionNo ?? 0}
      schema={schema}
      labels="estate:field"
      fields={hidden}
      {...(seen ? { initial: seen } : {})}
      submit={t(object ? 'estate:act.save' : 'estate:act.create')}
      onSubmit={(values) => send(seen, noun === 'processing' ? { ...values, serviceIds: services } : values)}
      {...(onCancel ? { onCancel } : {})}
      guard={guard}
      autoFocus
    >
      {noun === 'processing' && <ServiceChoices value={services} onChange={setServices} />}
    </Form>
  );
}

function ServiceChoices({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const t = useT();
  const services = useApi<{ items: Stored[] }>(PATHS.service, { size: 200 });
  return (
    <Choices
      label={t('estate:field.serviceIds')}
      value={value}
      onChange={onChange}
      options={(services.data?.items ?? []).map((s) => ({ value: s.id, label: s.name }))}
    />
  );
}
