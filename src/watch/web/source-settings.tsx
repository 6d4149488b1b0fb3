import { useState } from 'react';
import { patch, useAction } from '../../platform/web/api.ts';
import { useLocale, useT } from '../../platform/web/i18n.ts';
import { Button, TextField } from '../../platform/web/kit/index.ts';
import type { Feed } from '../contract.ts';

/** What a person sets for a source. A secret goes in and never comes out again: an empty field leaves it as it is. */
export function SourceSettings({ feed, onDone }: { feed: Feed; onDone: () => void }) {
  const t = useT();
  const locale = useLocale();
  const [values, setValues] = useState<Record<string, string>>(
    Object.fromEntries(feed.settings.map((s) => [s.key, s.value ?? ''])),
  );
  const changed = Object.fromEntries(
    feed.settings.flatMap((s) => {
      const value = values[s.key] ?? '';
      return value === (s.value ?? '') ? [] : [[s.key, value]];
    }),
  );
  const save = useAction({
    run: (values: Record<string, string | null>) => patch(`/api/watch/feeds/${feed.id}`, { values }),
    refresh: ['/api/watch'],
    done: 'watch:sources.changed',
  });
  const send = (what: Record<string, string | null>) => save.mutate(what, { onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(changed);
      }}
    >
      {feed.settings.map((s) => (
        <div key={s.key} className="gap-above">
          <TextField
            label={s.label[locale]}
            kind={s.kind === 'secret' ? 'password' : 'text'}
            autoComplete={s.kind === 'secret' ? 'new-password' : 'off'}
            {...(s.kind === 'list' ? { lines: 3 } : {})}
            value={values[s.key] ?? ''}
            onChange={(value) => setValues({ ...values, [s.key]: value })}
            help={[s.help?.[locale], s.kind === 'secret' && s.isSet ? t('watch:sources.secret-set') : '']
              .filter(Boolean)
              .join(' ')}
          />
          {s.isSet && (
            <Button size="small" tone="quiet" onPress={() => send({ [s.key]: null })}>
              {t(s.kind === 'secret' ? 'watch:sources.secret-forget' : 'watch:sources.setting-reset')}
            </Button>
          )}
        </div>
      ))}
      <div className="acts gap-above">
        <Button type="submit" isDisabled={Object.keys(changed).length === 0}>
          {t('watch:sources.save')}
        </Button>
      </div>
    </form>
  );
}
