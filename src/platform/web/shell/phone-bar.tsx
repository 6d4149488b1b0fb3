import { Ellipsis } from 'lucide-react';
import { useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { Link } from '../kit/link.tsx';
import { Menu } from '../kit/menu.tsx';
import { useIsCurrent, useNavigation } from './navigation.ts';

/** Phones: four screens and « Plus ». */
export function PhoneBar() {
  const t = useT();
  const entries = useNavigation();
  const isCurrent = useIsCurrent();
  const first = entries.slice(0, 4);
  const rest = entries.slice(4);
  return (
    <nav className="phonebar" aria-label={t('shell:nav.phone')}>
      {first.map((entry) => {
        const Icon = entry.icon;
        return (
          <Link
            key={entry.to}
            to={entry.to}
            {...(isCurrent(entry) ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon className="i" aria-hidden="true" />
            {t(entry.labelKey)}
          </Link>
        );
      })}
      {rest.length > 0 && (
        <Menu
          label={t('shell:nav.more')}
          trigger={
            <Button tone="quiet" className={rest.some(isCurrent) ? 'more on' : 'more'}>
              <Ellipsis className="i" aria-hidden="true" />
              {t('shell:nav.more')}
            </Button>
          }
          items={rest.map((entry) => ({ id: entry.to, label: t(entry.labelKey), to: entry.to }))}
        />
      )}
    </nav>
  );
}
