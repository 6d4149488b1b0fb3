import { Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useT } from '../i18n.ts';
import { useLiveConnection, useLiveState } from '../live.ts';
import { useSession } from '../session.ts';
import { PhoneBar } from './phone-bar.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { ToastRegion } from './toast-region.tsx';
import { TopBar } from './top-bar.tsx';

const Palette = lazy(() => import('./palette.tsx').then((m) => ({ default: m.Palette })));

/** The root of every screen: with rail and bars, or bare for the doors (set-up, sign-in). */
export function Frame() {
  const bare = useMatches().some((m) => (m.staticData as { frame?: string }).frame === 'bare');
  useMovedMark();
  return (
    <Suspense fallback={<Waiting />}>
      {bare ? <Bare /> : <Full />}
      <ToastRegion />
    </Suspense>
  );
}

/** Marks that the reader has moved once: from then on, arriving on a screen moves the focus to its title. */
function useMovedMark(): void {
  const path = useRouterState({ select: (s) => s.location.pathname });
  const [first] = useState(path);
  useEffect(() => {
    if (path !== first) document.body.dataset.moved = 'yes';
  }, [path, first]);
}

function Bare() {
  return (
    <main id="contenu" className="bare" tabIndex={-1}>
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
    </main>
  );
}

function Full() {
  const t = useT();
  const signedIn = useSession().state === 'signed-in';
  useLiveConnection(signedIn);
  const [palette, setPalette] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette((open) => !open);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="app">
      <a className="skip" href="#contenu">
        {t('shell:nav.skip')}
      </a>
      <Rail />
      <div className="col">
        <TopBar onSearch={() => setPalette(true)} />
        <LostNotice />
        <main id="contenu" tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
        <StatusBar />
      </div>
      <PhoneBar />
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Waiting(): ReactNode {
  const t = useT();
  return (
    <p className="waiting" role="status">
      {t('shell:state.loading')}
    </p>
  );
}

/** Said in place, not in a pop-up: what is on screen may be old. */
function LostNotice() {
  const t = useT();
  const state = useLiveState();
  if (state !== 'offline' && state !== 'lost') return null;
  return (
    <p className="lost" role="status">
      {t(state === 'offline' ? 'shell:live.offline-long' : 'shell:live.lost-long')}
    </p>
  );
}
