import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from './link.tsx';

/** Screens of one subject, as a row of links under the title: `<SideNav label="Réglages" entries={[{ to, label }]} />`. */
export function SideNav({
  label,
  entries,
}: {
  label: string;
  entries: readonly { to: string; label: ReactNode; count?: string }[];
}) {
  const path = useRouterState({ select: (s) => s.location.pathname });
  // The closest one: an overview's address starts those of all its parts.
  const here = entries
    .filter((e) => path === e.to || path.startsWith(`${e.to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0]?.to;
  return (
    <nav aria-label={label} className="views">
      {entries.map((entry) => (
        <Link
          key={entry.to}
          to={entry.to}
          className="view"
          exact
          {...(entry.to === here ? { 'aria-current': 'page' as const } : {})}
        >
          {entry.label}
          {entry.count && <span className="n">{entry.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
