import type { ReactNode } from 'react';
import { useFormat, type When } from '../format.ts';

export interface TimelineEntry {
  id: string;
  at: When;
  /** What happened: a sentence. */
  text: ReactNode;
  /** Who, or from what. */
  by?: ReactNode;
}

/** The story of an object, newest first: `<Timeline entries={…} />`. `byDay` groups under day headings. */
export function Timeline({ entries, byDay }: { entries: readonly TimelineEntry[]; byDay?: boolean }) {
  const f = useFormat();
  let day = '';
  return (
    <ol className={byDay ? 'hist short' : 'hist'}>
      {entries.map((entry) => {
        const own = f.longDay(entry.at);
        const heading = byDay && own !== day ? own : undefined;
        day = own;
        return (
          <li key={entry.id}>
            {heading && <p className="day">{heading}</p>}
            <time dateTime={new Date(entry.at).toISOString()} title={f.dateTime(entry.at)}>
              {byDay ? f.time(entry.at) : f.recent(entry.at)}
            </time>
            <div>
              {entry.text} {entry.by && <span className="who">{entry.by}</span>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
