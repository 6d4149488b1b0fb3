import { useSuspenseQuery } from '@tanstack/react-query';
import type { SessionState } from '../auth/contract.ts';
import { call, keyOf, queryClient } from './api.ts';

/** Who is here, and what this Vigie is. */
export type Session = SessionState;

export const SESSION_PATH = '/api/auth/session';

export const sessionQuery = {
  queryKey: keyOf(SESSION_PATH),
  queryFn: () => call<Session>('GET', SESSION_PATH, { expect401: true }),
  staleTime: 60_000,
};

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

/** Asks again who is here, before going on. */
export const refreshSession = (): Promise<Session> =>
  queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });

/** `can('exposure:finding:accept')`. The server decides; this only hides what would be refused. */
export function useCan(): (permission: string | undefined) => boolean {
  const permissions = useSession().user?.permissions ?? [];
  return (permission) => permission === undefined || permissions.includes(permission);
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** The organisation's time zone, whoever looks from wherever. */
export function useZone(): string {
  return queryClient.getQueryData<Session>(sessionQuery.queryKey)?.timeZone ?? ownZone;
}
