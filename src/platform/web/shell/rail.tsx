import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Link } from '../kit/link.tsx';
import type { NavEntry } from '../screens.ts';
import { useSession } from '../session.ts';
import { Mark } from './mark.tsx';
import { useIsCurrent, useNavCount, useNavigation } from './navigation.ts';

/** From this order on, entries are about the house itself (Patrimoine, Réglages): a rule sets them apart. */
const HOUSEKEEPING = 100;

export function Rail() {
  const t = useT();
  const entries = useNavigation();
  const session = useSession();
  const above = entries.filter((e) => e.order < HOUSEKEEPING);
  const below = entries.filter((e) => e.order >= HOUSEKEEPING);
  return (
    <div className="rail">
      <nav className="nav" aria-label={t('shell:nav.main')}>
        <Link to="/" className="brand">
          <Mark />
          Vigie
        </Link>
        <ul>
          {above.map((entry) => (
            <Entry key={entry.to} entry={entry} />
          ))}
        </ul>
        {above.length > 0 && below.length > 0 && <div className="gap" />}
        <ul>
          {below.map((entry) => (
            <Entry key={entry.to} entry={entry} />
          ))}
        </ul>
        <div className="railfoot">
          {session.organisation?.name && <p>{session.organisation.name}</p>}
          {session.user && <p>{session.user.name}</p>}
          {session.demo && <p className="demo-mark">{t('shell:nav.demo')}</p>}
        </div>
      </nav>
    </div>
  );
}

function Entry({ entry }: { entry: NavEntry }) {
  const t = useT();
  const f = useFormat();
  const current = useIsCurrent()(entry);
  const count = useNavCount(entry);
  const Icon = entry.icon;
  return (
    <li>
      <Link to={entry.to} {...(current ? { 'aria-current': 'page' as const } : {})}>
        <Icon className="i" aria-hidden="true" />
        {t(entry.labelKey)}
        {count !== undefined && <span className="n">{f.number(count)}</span>}
      </Link>
    </li>
  );
}
