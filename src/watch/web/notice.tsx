import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/index.ts';
import type { NoticeView } from '../contract.ts';

const SYSTEMS_SHOWN = 12;

/** CERT-FR's notices that name this vulnerability, their phrases quoted. */
export function Notices({ notices }: { notices: readonly NoticeView[] }) {
  const t = useT();
  const f = useFormat();
  if (notices.length === 0) return null;
  return (
    <Band title={t('watch:page.notices')}>
      {notices.map((notice) => (
        <section key={notice.reference} className="gap-above" aria-label={notice.reference}>
          <h3 lang="fr">{notice.title}</h3>
          <p className="sec">
            <span className="m">{notice.reference}</span>
            {notice.revisedAt && `, ${f.day(notice.revisedAt)}`}
            {notice.kind === 'alerte' &&
              `, ${notice.closedAt ? t('watch:certfr.closed', { date: f.day(notice.closedAt) }) : t('watch:certfr.open')}`}
          </p>
          {notice.summary && (
            <p className="read" lang="fr">
              {notice.summary}
            </p>
          )}
          <ul className="plainlist" lang="fr" aria-label={t('watch:certfr.systems')}>
            {notice.systems.slice(0, SYSTEMS_SHOWN).map((system) => (
              <li key={system.phrase}>
                <q>{system.phrase}</q>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Band>
  );
}
