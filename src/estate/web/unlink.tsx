import { useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Button, Confirm } from '../../platform/web/kit/index.ts';
import type { GraphView } from '../contract.ts';

/** Takes a link back, once asked; what was said of it can be put back from the toast. */
export function Unlink({
  link,
  from,
  to,
  other,
}: {
  link: GraphView['links'][number];
  from: string;
  to: string;
  /** The end that is not the page's own. */
  other: string;
}) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: () => post('/api/estate/links/remove', { from: link.from, to: link.to }),
    refresh: ['/api/estate', '/api/steer'],
    done: 'estate:done.unlinked',
    undo: () => post('/api/estate/links', link),
    silentErrors: true,
  });
  return (
    <>
      <Button
        tone="quiet"
        size="small"
        aria-label={t('estate:link.remove-of', { name: other })}
        onPress={() => setAsking(true)}
      >
        {t('estate:link.remove')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('estate:link.remove-of', { name: other })}
        action={t('estate:link.remove')}
        run={() => remove.mutateAsync()}
      >
        {t('estate:link.remove-why', { from, to })}
      </Confirm>
    </>
  );
}
