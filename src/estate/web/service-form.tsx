import { useMemo, useState } from 'react';
import { z } from 'zod';
import { ApiError, sentenceOf, useAction } from '../../platform/web/api.ts';
import { translate, useT } from '../../platform/web/i18n.ts';
import { type FieldHint, Form } from '../../platform/web/kit/index.ts';
import { toast } from '../../platform/web/toasts.ts';
import { PrevalenceSchema, ServiceBody, WellBeingSchema } from '../contract.ts';
import { type Clash, Conflict } from './conflict.tsx';
import {
  areHoursGood,
  arePeaksGood,
  HoursEditor,
  type Opening,
  type Peaks,
  PeaksEditor,
} from './hours-editor.tsx';
import { remote, type Stored } from './nouns.ts';
import { changed, currentOf, saveNoun } from './save-noun.ts';

const LEVELS = ['1', '2', '3', '4'] as const;
const HOMOLOGATIONS = ['none', 'ongoing', 'granted', 'expired'] as const;
/** A need is chosen by its word, not typed as a figure. */
const level = z.enum(LEVELS);
const Drawn = ServiceBody.omit({ opening: true, peaks: true }).extend({
  needD: level,
  needI: level,
  needC: level,
  needP: level,
});

/** The form of a public service, new or not; tells what changed when somebody else saved first. */
export function ServiceForm({
  service,
  onDone,
  onCancel,
  guard = true,
}: {
  service?: Stored;
  onDone: (saved: Stored) => void;
  onCancel?: () => void;
  guard?: boolean;
}) {
  const t = useT();
  const [seen, setSeen] = useState(service);
  const [clash, setClash] = useState<Clash>();
  const [opening, setOpening] = useState<Opening>((service?.opening as Opening | undefined) ?? []);
  const [peaks, setPeaks] = useState<Peaks>((service?.peaks as Peaks | undefined) ?? []);
  const save = useAction({
    run: ({ from, values }: { from: Stored | undefined; values: Record<string, unknown> }) =>
      saveNoun('service', from, values),
    refresh: ['/api/estate', '/api/steer'],
    done: (saved) => t(service ? 'estate:done.changed' : 'estate:done.created', { name: saved.name }),
    silentErrors: true,
    onDone,
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
  const fields = useMemo(() => hints(seen), [seen]);
  if (clash)
    return (
      <Conflict
        clash={clash}
        onKeep={() =>
          void send(clash.current, clash.mine).catch((e) => toast(sentenceOf(e), { kind: 'error' }))
        }
        onTake={() => {
          setSeen(clash.current);
          setOpening((clash.current.opening as Opening | undefined) ?? []);
          setPeaks((clash.current.peaks as Peaks | undefined) ?? []);
          setClash(undefined);
        }}
      />
    );
  return (
    <Form
      key={seen?.versionNo ?? 0}
      schema={Drawn}
      labels="estate:field"
      fields={fields}
      initial={initialOf(seen)}
      submit={t(service ? 'estate:act.save' : 'estate:act.create')}
      onSubmit={(values) => {
        if (!areHoursGood(opening)) throw local('opening', t('estate:opening-editor.bad'));
        if (!arePeaksGood(peaks)) throw local('peaks', t('estate:peak-editor.bad'));
        const needs = Object.fromEntries(
          (['needD', 'needI', 'needC', 'needP'] as const).map((n) => [n, Number(values[n])]),
        );
        return send(seen, { ...values, ...needs, opening, peaks });
      }}
      {...(onCancel ? { onCancel } : {})}
      guard={guard}
      autoFocus
    >
      <HoursEditor value={opening} onChange={setOpening} />
      <PeaksEditor value={peaks} onChange={setPeaks} />
    </Form>
  );
}

/** Said in the form as a refusal of the server would be. */
const local = (path: string, message: string) =>
  new ApiError(422, { code: 'estate.form', detail: message, errors: [{ path, message }] });

function initialOf(seen: Stored | undefined): Partial<z.input<typeof Drawn>> {
  if (!seen) return { needD: '2', needI: '2', needC: '2', needP: '2' };
  const needs = Object.fromEntries(['needD', 'needI', 'needC', 'needP'].map((n) => [n, String(seen[n])]));
  return { ...seen, ...needs } as Partial<z.input<typeof Drawn>>;
}

function hints(seen: Stored | undefined): Record<string, FieldHint> {
  const need: FieldHint = {
    half: true,
    options: LEVELS.map((value) => ({
      value,
      label: `${value}, ${translate(`estate:need.level.${value}`)}`,
    })),
  };
  return {
    shortName: { half: true },
    users: { half: true },
    description: { kind: 'textarea', lines: 3 },
    needD: need,
    needI: need,
    needC: need,
    needP: need,
    rtoHours: { half: true },
    rpoHours: { half: true },
    degradedMode: { kind: 'textarea', lines: 3 },
    prevalence: {
      half: true,
      options: PrevalenceSchema.options.map((value) => ({
        value,
        label: translate(`estate:prevalence.${value}`),
      })),
    },
    wellBeing: {
      half: true,
      options: WellBeingSchema.options.map((value) => ({
        value,
        label: translate(`estate:wellBeing.${value}`),
      })),
    },
    ownerId: {
      half: true,
      remote: remote('person', 'role'),
      ...(seen?.ownerName ? { initialLabel: String(seen.ownerName) } : {}),
    },
    unitId: {
      half: true,
      remote: remote('unit', 'parentName'),
      ...(seen?.unitName ? { initialLabel: String(seen.unitName) } : {}),
    },
    regime: { half: true },
    homologation: {
      half: true,
      options: HOMOLOGATIONS.map((value) => ({ value, label: translate(`estate:homologation.${value}`) })),
    },
  };
}
