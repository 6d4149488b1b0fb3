import { useFormat, type When } from '../format.ts';
import { useT } from '../i18n.ts';
import { useNow } from './use-now.ts';

const DAY = 86_400_000;

export interface CountdownProps {
  /** The deadline; `null` when none is set. */
  until: When | null;
  /** `big`: the one countdown of a page. `row`: in a list, on two lines. */
  size?: 'row' | 'normal' | 'big';
  /** In place of « avant … ». */
  note?: string;
}

/** Time left. Red under 24 hours only: a deadline is not a severity. */
export function Countdown({ until, size = 'normal', note }: CountdownProps) {
  const t = useT();
  const f = useFormat();
  const now = useNow(30_000);
  if (until === null) return <span className="mut">{t('shell:due.none')}</span>;
  const left = new Date(until).getTime() - now;
  const over = left < 0;
  const words = over ? t('shell:due.over', { time: f.duration(left) }) : f.duration(left);
  return (
    <span className={`due ${size}${left < DAY ? ' hot' : ''}`}>
      {over && size === 'big' ? t('shell:due.over-short') : words}
      <small>
        {note ?? (size === 'row' ? f.day(until) : t('shell:due.before', { date: f.dateTime(until) }))}
      </small>
    </span>
  );
}
