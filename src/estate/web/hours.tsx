import { useLocale, useT } from '../../platform/web/i18n.ts';
import { Facts } from '../../platform/web/kit/index.ts';
import type { ServiceSheet } from '../contract.ts';

/** Monday first, as a week is read. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

/** Opening hours, a line a day. */
export function Hours({ opening }: { opening: ServiceSheet['opening'] }) {
  const t = useT();
  const locale = useLocale();
  const time = (text: string) => {
    if (locale === 'en') return text;
    const [hour, minute] = text.split(':');
    return `${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`;
  };
  return (
    <Facts
      items={WEEK.map((day) => {
        const hours = opening.filter((o) => o.day === day).sort((a, b) => (a.from < b.from ? -1 : 1));
        return [
          t(`estate:day.${day}`),
          hours.length > 0 ? (
            hours
              .map((o) => t('estate:service-page.in-out-opens', { from: time(o.from), to: time(o.to) }))
              .join(', ')
          ) : (
            <span key="c" className="mut">
              {t('estate:service-page.closed-day')}
            </span>
          ),
        ];
      })}
    />
  );
}
