import type { ConfigItem } from '../../config/contract.ts';
import { useApi } from '../api.ts';
import { translateLoose, useT } from '../i18n.ts';
import { Band } from '../kit/band.tsx';
import { CONFIG } from './platform-api.ts';

/** Every setting given at start, its value without secrets, and where it was set. Read-only. */
export function EffectiveConfig() {
  const t = useT();
  const { data } = useApi<{ items: readonly ConfigItem[] }>(CONFIG);
  if (!data) return null;
  return (
    <Band title={t('shell:settings.config.start')} note={t('shell:settings.config.effective-note')}>
      <section
        className="tw"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('shell:table.region', { name: t('shell:settings.config.start') })}
      >
        <table className="t dense">
          <thead>
            <tr>
              <th scope="col">{t('shell:settings.config.setting')}</th>
              <th scope="col">{t('shell:settings.config.value')}</th>
              <th scope="col">{t('shell:settings.config.source')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <tr key={item.key}>
                <th scope="row">{translateLoose(`shell:settings.config.keys.${item.key}`, {}, item.key)}</th>
                <td>{item.value === null ? t('shell:settings.config.unset') : <code>{item.value}</code>}</td>
                <td>
                  {t(`shell:settings.config.sources.${item.source}`)} <code>{item.from ?? item.name}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Band>
  );
}
