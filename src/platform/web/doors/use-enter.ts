import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { queryClient } from '../api.ts';
import { refreshSession } from '../session.ts';

/** Once signed in: forget what was asked as a stranger, then go where the reader was going. */
export function useEnter(): () => Promise<void> {
  const navigate = useNavigate();
  const { retour } = useSearch({ strict: false }) as { retour?: string };
  return useCallback(async () => {
    queryClient.clear();
    await refreshSession();
    // Only a path of ours: never where an address given from outside would lead.
    const back = retour && /^\/(?![/\\])/.test(retour) ? retour : '/';
    await navigate({ to: back as string, replace: true });
  }, [navigate, retour]);
}

/** One-time links carry their token after `#`, which reaches no server's log and no referrer. */
export function tokenOfAddress(): string {
  const text = location.hash.slice(1);
  return new URLSearchParams(text).get('token') ?? text;
}
