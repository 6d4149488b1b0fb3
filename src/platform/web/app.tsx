import { QueryClientProvider } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type Router,
  RouterProvider,
} from '@tanstack/react-router';
import { StrictMode } from 'react';
import { RouterProvider as AriaRouterProvider, I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { onSignedOut, queryClient } from './api.ts';
import { initialLocale, setLocale, useLocale } from './i18n.ts';
import type { RoomScreens } from './screens.ts';
import { type Session, sessionQuery } from './session.ts';
import { ErrorScreen, NotFoundScreen } from './shell/error-screen.tsx';
import { Frame } from './shell/frame.tsx';
import { guard } from './shell/guard.ts';
import { RoomsProvider } from './shell/rooms.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/kit.css';
import './styles/table.css';
import './styles/overlays.css';
import './styles/graph.css';

// biome-ignore lint/suspicious/noExplicitAny: routes come from the rooms at run time, so the router has no static tree
type AnyRouter = Router<any, any, any>;

function buildRouter(rooms: readonly RoomScreens[]): AnyRouter {
  const root = createRootRoute({
    component: Frame,
    errorComponent: ErrorScreen,
    notFoundComponent: NotFoundScreen,
    beforeLoad: guard,
  });
  const routes = rooms
    .flatMap((room) => room.routes)
    .map((screen) =>
      createRoute({
        getParentRoute: () => root,
        path: screen.path,
        component: lazyRouteComponent(screen.load, 'Screen'),
        staticData: { frame: screen.frame } as Record<string, unknown>,
      }),
    );
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorScreen,
    scrollRestoration: true,
    // Every search parameter is plain text: shareable, and readable by people.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(search))
        if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
      const text = params.toString();
      return text ? `?${text}` : '';
    },
  }) as AnyRouter;
}

/** Starts the web app with the rooms that exist. */
export async function startApp(rooms: readonly RoomScreens[]): Promise<void> {
  const router = buildRouter(rooms);
  onSignedOut.current = () => {
    const session = queryClient.getQueryData<Session>(sessionQuery.queryKey);
    if (session?.state !== 'signed-in') return;
    const back = router.state.location.href;
    queryClient.setQueryData<Session>(sessionQuery.queryKey, { ...session, state: 'signed-out' });
    void router.navigate({ to: '/connexion', search: { retour: back } });
  };
  await setLocale(initialLocale());
  const container = document.getElementById('root');
  if (!container) throw new Error('no #root in the page');
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RoomsProvider value={rooms}>
          <Localised router={router} />
        </RoomsProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

function Localised({ router }: { router: AnyRouter }) {
  const locale = useLocale();
  return (
    <I18nProvider locale={locale === 'fr' ? 'fr-FR' : 'en-GB'}>
      <AriaRouterProvider navigate={(to) => void router.navigate({ to: to as string })}>
        <RouterProvider router={router} />
      </AriaRouterProvider>
    </I18nProvider>
  );
}
