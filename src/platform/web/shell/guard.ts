import { redirect } from '@tanstack/react-router';
import { queryClient } from '../api.ts';
import { currentLocale, setLocale } from '../i18n.ts';
import { sessionQuery } from '../session.ts';

/** Paths that belong to one state of the session. */
const DOORS = { 'set-up': '/mise-en-route', 'signed-out': '/connexion' } as const;
/** One-time links open without a session. */
const OPEN = ['/connexion', '/lien', '/invitation'];

/** Before each screen: set-up first, then sign-in (and back), then the screen asked for. */
export async function guard({ location }: { location: { pathname: string; href: string } }): Promise<void> {
  if (location.pathname.startsWith('/galerie')) return;
  const session = await queryClient.ensureQueryData(sessionQuery);
  const here = location.pathname;
  if (session.state === 'set-up') {
    if (here !== DOORS['set-up']) throw redirect({ to: DOORS['set-up'], replace: true });
    return;
  }
  if (session.state !== 'signed-in') {
    if (OPEN.some((door) => here.startsWith(door))) return;
    throw redirect({
      to: DOORS['signed-out'],
      search: here === '/' ? {} : { retour: location.href },
      replace: true,
    });
  }
  if (session.user && session.user.locale !== currentLocale() && !localStorage.getItem('vigie.locale'))
    await setLocale(session.user.locale);
  if (here === DOORS['set-up'] || here === DOORS['signed-out']) throw redirect({ to: '/', replace: true });
}
