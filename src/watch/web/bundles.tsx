import { useQueryClient } from '@tanstack/react-query';
import { useT } from '../../platform/web/i18n.ts';
import { Band, FileDrop } from '../../platform/web/kit/index.ts';

/** Signed bundles for sites without Internet. */
export function Bundles() {
  const t = useT();
  const client = useQueryClient();
  return (
    <Band title={t('watch:bundle.title')}>
      <p className="read">{t('watch:bundle.text')}</p>
      <FileDrop
        label={t('watch:bundle.import')}
        path="/api/watch/bundles/import"
        accept={['.tar.gz', '.zip', '.tgz']}
        onDone={() => void client.invalidateQueries()}
      />
    </Band>
  );
}
