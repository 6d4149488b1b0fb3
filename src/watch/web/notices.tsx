import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { DataTable, Facts, Screen as Frame, Link } from '../../platform/web/kit/index.ts';
import type { NoticeView } from '../contract.ts';
import { WatchNav } from './watch-nav.tsx';

/** CERT-FR's avis and alertes, as published. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const kinds = ['avis', 'alerte'] as const;
  return (
    <Frame
      title={t('watch:certfr.title')}
      density="working"
      dek={t('watch:certfr.dek')}
      crumbs={[{ label: t('shell:nav.watch'), to: '/veille' }]}
    >
      <WatchNav />
      <DataTable<NoticeView>
        name={t('watch:certfr.title')}
        list="watch.notices"
        path="/api/watch/notices"
        rowId={(row) => row.reference}
        rowLabel={(row) => `${row.reference} ${row.title}`}
        searchPlaceholder={t('watch:certfr.search')}
        filters={[
          {
            id: 'kind',
            label: t('watch:column.kind'),
            options: kinds.map((k) => ({ value: k, label: t(`watch:noticeKind.${k}`) })),
          },
        ]}
        tall
        empty={t('watch:certfr.none')}
        preview={(row) => <Preview notice={row} />}
        columns={[
          {
            id: 'title',
            label: t('watch:column.title'),
            primary: true,
            cell: (r) => (
              <>
                <span lang="fr">{r.title}</span>
                <span className="l2 m">{r.reference}</span>
              </>
            ),
          },
          { id: 'kind', label: t('watch:column.kind'), cell: (r) => t(`watch:noticeKind.${r.kind}`) },
          {
            id: 'state',
            label: t('watch:column.state'),
            cell: (r) =>
              r.kind === 'avis' ? (
                <span className="mut">–</span>
              ) : r.closedAt ? (
                t('watch:certfr.closed', { date: f.day(r.closedAt) })
              ) : (
                t('watch:certfr.open')
              ),
          },
          { id: 'cves', label: t('watch:column.cves'), align: 'end', cell: (r) => f.number(r.cves.length) },
          {
            id: 'revised',
            label: t('watch:column.revised'),
            align: 'end',
            cell: (r) => (r.revisedAt ? f.day(r.revisedAt) : <span className="mut">–</span>),
          },
        ]}
      />
    </Frame>
  );
}

function Preview({ notice }: { notice: NoticeView }) {
  const t = useT();
  return (
    <div>
      <p className="folio">
        <b className="m">{notice.reference}</b>
      </p>
      <h3 lang="fr">{notice.title}</h3>
      {notice.summary && (
        <p className="read" lang="fr">
          {notice.summary}
        </p>
      )}
      <Facts
        items={[
          [
            t('watch:certfr.risks'),
            notice.risks.length > 0 ? (
              <span lang="fr" key="r">
                {notice.risks.join(', ')}
              </span>
            ) : null,
          ],
          [
            t('watch:column.cves'),
            <ul key="c">
              {notice.cves.slice(0, 20).map((cve) => (
                <li key={cve}>
                  <Link to={`/veille/avis/${encodeURIComponent(cve)}`}>{cve}</Link>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
      <p className="gap-above">
        <a className="link" href={notice.url} rel="noreferrer">
          {t('watch:certfr.site')}
        </a>
      </p>
    </div>
  );
}
