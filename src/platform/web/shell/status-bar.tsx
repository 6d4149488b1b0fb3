import { EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Kbd } from '../kit/kbd.tsx';
import { Link } from '../kit/link.tsx';
import { useSession } from '../session.ts';
import { useScreenMeta } from './screen-meta.ts';

/** What the rooms know of the state of the watch. Absent parts are not drawn. */
export interface WatchState {
  blindSpots?: number;
  feeds?: { upToDate: number; total: number };
  journal?: { sealedAt: string | null; intact: boolean };
}

export function StatusBar() {
  const t = useT();
  const f = useFormat();
  const signedIn = useSession().state === 'signed-in';
  const { data } = useApi<WatchState>('/api/platform/status', undefined, {
    enabled: signedIn,
    keep: true,
    topics: ['watch.feeds', 'steer.brief'],
  });
  const { keys } = useScreenMeta();
  return (
    <footer className="status">
      {data?.blindSpots !== undefined && (
        <Link to="/" className="plain part">
          <EyeOff className="i" aria-hidden="true" />
          {t('shell:status.blind', { count: data.blindSpots })}
        </Link>
      )}
      {data?.feeds && (
        <Link to="/veille/sources" className="plain part">
          {t('shell:status.feeds', { up: data.feeds.upToDate, total: data.feeds.total })}
        </Link>
      )}
      {data?.journal && (
        <Link to="/reglages/journal" className={`plain part${data.journal.intact ? '' : ' broken'}`}>
          {data.journal.intact
            ? data.journal.sealedAt
              ? t('shell:status.sealed', { time: f.time(data.journal.sealedAt) })
              : t('shell:status.sealed-empty')
            : t('shell:status.journal-broken')}
        </Link>
      )}
      <span className="fill" />
      {keys.length > 0 && (
        <span className="part keys">
          {keys.map((entry) => (
            <span key={entry.label}>
              {entry.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
              {entry.label}
            </span>
          ))}
        </span>
      )}
      <LocalTime />
    </footer>
  );
}

function LocalTime() {
  const f = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time className="part" dateTime={new Date(now).toISOString()}>
      {f.dateTime(now)}
    </time>
  );
}
