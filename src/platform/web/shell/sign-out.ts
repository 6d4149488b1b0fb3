import { useNavigate } from '@tanstack/react-router';
import { post, queryClient } from '../api.ts';

export function useSignOut(): () => void {
  const navigate = useNavigate();
  return () => {
    void post('/api/auth/sign-out')
      .catch(() => undefined)
      .then(async () => {
        queryClient.clear();
        await navigate({ to: '/connexion' as string });
      });
  };
}
