import { useEffect, useState } from 'react';
import { useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Kbd } from '../kit/kbd.tsx';
import { Link } from '../kit/link.tsx';
import type { StatusEntry } from '../screens.ts';
import { useCan, useSession } from '../session.ts';
import { useRooms } from './rooms.ts';
import { useScreenMeta } from './screen-meta.ts';

/** What Vigie does not see, how fresh its sources are, whether the journal is sealed; then the screen's keys and the time. */
export function StatusBar() {
  const can = useCan();
  const signedIn = useSession().state === 'signed-in';
  const { keys } = useScreenMeta();
  const parts = useRooms()
    .flatMap((room) => room.status ?? [])
    .filter((entry) => signedIn && can(entry.permission))
    .sort((a, b) => a.order - b.order);
  return (
    <footer className="status">
      {parts.map((entry) => (
        <Part key={entry.path} entry={entry} />
      ))}
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

function Part({ entry }: { entry: StatusEntry }) {
  const t = useT();
  const f = useFormat();
  const { data } = useApi<unknown>(entry.path, entry.query, { keep: true, topics: entry.topics ?? [] });
  const said = data === undefined ? undefined : entry.say(data, t, f);
  if (!said) return null;
  const Icon = entry.icon;
  return (
    <Link to={entry.to} className={said.alarm ? 'plain part broken' : 'plain part'}>
      {Icon && <Icon className="i" aria-hidden="true" />}
      {said.text}
    </Link>
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
