import { CircleUserRound, Languages, Search, SunMoon } from 'lucide-react';
import { patch } from '../api.ts';
import { type Locale, setLocale, useLocale, useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { Link } from '../kit/link.tsx';
import { Menu } from '../kit/menu.tsx';
import { useLiveState } from '../live.ts';
import { useSession } from '../session.ts';
import { setTheme, shownTheme, useTheme } from '../theme.ts';
import { Mark } from './mark.tsx';
import { useScreenMeta } from './screen-meta.ts';
import { useSignOut } from './sign-out.ts';

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const t = useT();
  return (
    <header className="top">
      <Link to="/" className="brand phone-only" aria-label={t('shell:nav.home')}>
        <Mark />
        Vigie
      </Link>
      <Breadcrumb />
      <button type="button" className="palette" onClick={onSearch} aria-keyshortcuts="Control+K">
        <Search className="i" aria-hidden="true" />
        <span className="palette-words">{t('shell:palette.open')}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <Live />
      <ThemeToggle />
      <LanguageToggle />
      <Person />
    </header>
  );
}

function Breadcrumb() {
  const t = useT();
  const { crumbs } = useScreenMeta();
  return (
    <nav aria-label={t('shell:nav.breadcrumb')} className="crumbs">
      <ol className="crumb">
        {crumbs.map((crumb, i) => (
          <li
            key={`${crumb.label}`}
            {...(i === crumbs.length - 1 ? { 'aria-current': 'page' as const } : {})}
          >
            {crumb.to ? (
              <Link to={crumb.to} className="plain">
                {crumb.label}
              </Link>
            ) : (
              crumb.label
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Live() {
  const t = useT();
  const state = useLiveState();
  const words = {
    live: t('shell:live.live'),
    connecting: t('shell:live.connecting'),
    lost: t('shell:live.lost'),
    offline: t('shell:live.offline'),
  };
  return <span className={`live ${state}`}>{words[state]}</span>;
}

function ThemeToggle() {
  const t = useT();
  useTheme();
  const next = shownTheme() === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="icb"
      onClick={() => setTheme(next)}
      aria-label={t(next === 'dark' ? 'shell:theme.to-dark' : 'shell:theme.to-light')}
    >
      <SunMoon className="i" aria-hidden="true" />
    </button>
  );
}

function LanguageToggle() {
  const locale = useLocale();
  const other: Locale = locale === 'fr' ? 'en' : 'fr';
  const signedIn = useSession().state === 'signed-in';
  const change = () => {
    void setLocale(other);
    // Kept with the person too, so that mails follow; the screen does not wait for it.
    if (signedIn) void patch('/api/auth/me', { locale: other }).catch(() => undefined);
  };
  return (
    <button
      type="button"
      className="icb lang"
      onClick={change}
      lang={other}
      aria-label={other === 'en' ? 'EN, switch to English' : 'FR, passer en français'}
    >
      <Languages className="i" aria-hidden="true" />
      <span aria-hidden="true">{other.toUpperCase()}</span>
    </button>
  );
}

function Person() {
  const t = useT();
  const { user } = useSession();
  const signOut = useSignOut();
  if (!user) return null;
  return (
    <Menu
      label={t('shell:person.menu', { name: user.name })}
      trigger={
        <Button
          tone="quiet"
          iconOnly
          icon={<CircleUserRound className="i" aria-hidden="true" />}
          aria-label={t('shell:person.menu', { name: user.name })}
        />
      }
      items={[
        { id: 'account', label: t('shell:person.account'), to: '/reglages/compte' },
        { id: 'out', label: t('shell:person.sign-out'), run: signOut },
      ]}
    />
  );
}
