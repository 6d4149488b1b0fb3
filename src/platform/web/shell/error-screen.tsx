import { useRouter } from '@tanstack/react-router';
import { ApiError, sentenceOf } from '../api.ts';
import { useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { Link } from '../kit/link.tsx';
import { Screen } from '../kit/screen.tsx';

/** A screen that failed: what happened, in the server's words, and what to do. The rest of Vigie stays usable. */
export function ErrorScreen({ error, reset }: { error: unknown; reset?: () => void }) {
  const t = useT();
  const router = useRouter();
  if (error instanceof ApiError && error.status === 404) return <NotFoundScreen />;
  const refused = error instanceof ApiError && error.status === 403;
  const again = () => {
    reset?.();
    void router.invalidate();
  };
  return (
    <Screen title={t(refused ? 'shell:errors.refused-title' : 'shell:errors.screen-title')}>
      <p className="read">{sentenceOf(error)}</p>
      <div className="acts gap-above">
        <Button onPress={again}>{t('shell:actions.retry')}</Button>
        <Link to="/" className="btn">
          {t('shell:errors.back-home')}
        </Link>
      </div>
      {error instanceof ApiError && error.status !== 0 && (
        <p className="mut gap-above">
          {t('shell:errors.reference', { code: error.code, status: error.status })}
        </p>
      )}
    </Screen>
  );
}

export function NotFoundScreen() {
  const t = useT();
  return (
    <Screen title={t('shell:errors.not-found-title')}>
      <p className="read">{t('shell:errors.not-found')}</p>
      <div className="acts gap-above">
        <Link to="/" className="btn">
          {t('shell:errors.back-home')}
        </Link>
      </div>
    </Screen>
  );
}
