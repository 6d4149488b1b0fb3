import { useRouterState } from '@tanstack/react-router';
import { useApi } from '../api.ts';
import type { NavEntry } from '../screens.ts';
import { useCan } from '../session.ts';
import { useRooms } from './rooms.ts';

/** Entries of the rooms that exist, those this person may see, top to bottom. */
export function useNavigation(): readonly NavEntry[] {
  const can = useCan();
  return useRooms()
    .flatMap((room) => room.nav)
    .filter((entry) => can(entry.permission))
    .sort((a, b) => a.order - b.order);
}

export function useIsCurrent(): (entry: NavEntry) => boolean {
  const path = useRouterState({ select: (s) => s.location.pathname });
  return (entry) =>
    [entry.to, ...(entry.also ?? [])].some((to) => path === to || (to !== '/' && path.startsWith(`${to}/`)));
}

/** The number beside an entry, kept up by live updates; absent while unknown or zero. */
export function useNavCount(entry: NavEntry): number | undefined {
  const { data } = useApi<Record<string, unknown>>(
    entry.count?.path ?? '',
    { ...entry.count?.query, ...(entry.count && !entry.count.field ? { size: '1' } : {}) },
    { enabled: entry.count !== undefined, keep: true },
  );
  const value = data?.[entry.count?.field ?? 'total'];
  return typeof value === 'number' && value > 0 ? value : undefined;
}
