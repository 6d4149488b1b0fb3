import type { z } from 'zod';
import type { SessionRow } from '../../auth/contract.ts';
import { del, useAction, useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { translateLoose, useT } from '../i18n.ts';
import { Band } from '../kit/band.tsx';
import { Button } from '../kit/button.tsx';
import { SESSIONS } from './platform-api.ts';

type Row = z.infer<typeof SessionRow>;

/** « Firefox, Linux » of a browser's own long name. */
export function browserWords(agent: string): string {
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([re]) => re.test(agent))?.[1];
  const browser = find([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrom(e|ium)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(', ') || agent.slice(0, 60);
}

/** Where this person is signed in; any of these can be ended. */
export function SessionList() {
  const t = useT();
  const f = useFormat();
  const list = useApi<{ items: Row[] }>(SESSIONS);
  const end = useAction({
    run: (id: string) => del(`${SESSIONS}/${id}`),
    refresh: [SESSIONS],
    done: 'shell:settings.sessions.ended',
  });
  return (
    <Band title={t('shell:settings.sessions.title')} note={t('shell:settings.sessions.note')}>
      <ul className="plainlist">
        {list.data?.items.map((row) => (
          <li key={row.id}>
            <span>
              <b>{browserWords(row.userAgent)}</b>{' '}
              <span className="who">
                {[
                  row.ip,
                  translateLoose(`shell:settings.sessions.methods.${row.method}`, {}, row.method),
                  t('shell:settings.sessions.seen', { date: f.recent(row.seenAt) }),
                ].join(' · ')}
              </span>
            </span>
            {row.current ? (
              <span className="mut">{t('shell:settings.sessions.current')}</span>
            ) : (
              <Button size="small" onPress={() => end.mutate(row.id)}>
                {t('shell:settings.sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Band>
  );
}
