import { useT } from '../../platform/web/i18n.ts';
import { Button, DateField, Select, TextField } from '../../platform/web/kit/index.ts';
import type { ServiceSheet } from '../contract.ts';
import { WEEK } from './hours.tsx';

export type Opening = ServiceSheet['opening'];
export type Peaks = ServiceSheet['peaks'];

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** `7:30`, `7h30`, `7 h 30`, `7h` → `07:30`. */
function timeOf(text: string): string {
  const found = /^\s*(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?\s*$/.exec(text);
  return found ? `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? '00'}` : text;
}
const isBad = (o: Opening[number]) => !TIME.test(o.from) || !TIME.test(o.to) || o.from >= o.to;

/** True when every line can be sent. */
export const areHoursGood = (opening: Opening): boolean => !opening.some(isBad);
export const arePeaksGood = (peaks: Peaks): boolean =>
  peaks.every((p) => p.label.trim() !== '' && p.from !== '' && p.to !== '' && p.from <= p.to);

/** Opening hours, a line a stretch. */
export function HoursEditor({ value, onChange }: { value: Opening; onChange: (next: Opening) => void }) {
  const t = useT();
  const set = (at: number, change: Partial<Opening[number]>) =>
    onChange(value.map((o, i) => (i === at ? { ...o, ...change } : o)));
  return (
    <fieldset className="field">
      <legend className="label">{t('estate:field.opening')}</legend>
      {value.map((o, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own and is edited in place
        <div key={i} className="acts">
          <Select
            label={t('estate:opening-editor.day')}
            required
            value={String(o.day)}
            onChange={(day) => set(i, { day: Number(day) })}
            options={WEEK.map((day) => ({ value: String(day), label: t(`estate:day.${day}`) }))}
          />
          <TextField
            label={t('estate:opening-editor.from')}
            required
            value={o.from}
            onChange={(from) => set(i, { from })}
            onBlur={() => set(i, { from: timeOf(o.from) })}
            {...(isBad(o) ? { error: t('estate:opening-editor.bad') } : {})}
          />
          <TextField
            label={t('estate:opening-editor.to')}
            required
            value={o.to}
            onChange={(to) => set(i, { to })}
            onBlur={() => set(i, { to: timeOf(o.to) })}
          />
          <Button tone="quiet" size="small" onPress={() => onChange(value.filter((_, at) => at !== i))}>
            {t('estate:opening-editor.remove', { what: t(`estate:day.${o.day as 0}`) })}
          </Button>
        </div>
      ))}
      <div className="acts">
        <Button
          size="small"
          onPress={() => {
            const last = value.at(-1);
            onChange([
              ...value,
              { day: last ? (last.day + 1) % 7 : 1, from: last?.from ?? '07:30', to: last?.to ?? '15:30' },
            ]);
          }}
        >
          {t('estate:opening-editor.add')}
        </Button>
      </div>
    </fieldset>
  );
}

/** Periods when the service matters more: payments, school start, elections. */
export function PeaksEditor({ value, onChange }: { value: Peaks; onChange: (next: Peaks) => void }) {
  const t = useT();
  const set = (at: number, change: Partial<Peaks[number]>) =>
    onChange(value.map((p, i) => (i === at ? { ...p, ...change } : p)));
  return (
    <fieldset className="field">
      <legend className="label">{t('estate:field.peaks')}</legend>
      {value.map((p, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own and is edited in place
        <div key={i} className="acts">
          <TextField
            label={t('estate:peak-editor.label')}
            required
            value={p.label}
            onChange={(label) => set(i, { label })}
            {...(arePeaksGood([p]) ? {} : { error: t('estate:peak-editor.bad') })}
          />
          <DateField
            label={t('estate:peak-editor.from')}
            required
            value={p.from}
            onChange={(from) => set(i, { from })}
          />
          <DateField
            label={t('estate:peak-editor.to')}
            required
            value={p.to}
            onChange={(to) => set(i, { to })}
          />
          <Button tone="quiet" size="small" onPress={() => onChange(value.filter((_, at) => at !== i))}>
            {t('estate:opening-editor.remove', { what: p.label })}
          </Button>
        </div>
      ))}
      <div className="acts">
        <Button size="small" onPress={() => onChange([...value, { label: '', from: '', to: '' }])}>
          {t('estate:peak-editor.add')}
        </Button>
      </div>
    </fieldset>
  );
}
