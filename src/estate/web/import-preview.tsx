import type { ReactNode } from 'react';
import { post, useAction, useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band, Button, Columns, CopyButton, Facts, Link } from '../../platform/web/kit/index.ts';
import type { Import } from '../contract.ts';
import { EstateFrame } from './estate-frame.tsx';
import { useFormats } from './formats.ts';
import { AssetChoice } from './import-asset.tsx';
import { Changes, Examples, Warnings } from './import-changes.tsx';
import { ColumnMapping } from './import-mapping.tsx';

/** One import: what the document is, what it would change or why it is refused, and what to do. */
export function ImportPreview({ id, other }: { id: string; other: ReactNode }) {
  const t = useT();
  const path = `/api/estate/imports/${id}`;
  const found = useApi<Import>(path);
  const { nameOf } = useFormats();
  const apply = useAction({
    run: () => post<Import>(`${path}/apply`),
    refresh: ['/api/estate', '/api/steer', '/api/exposure'],
    done: (done) => t('estate:import-page.apply-done', { file: done.fileName }),
  });
  if (found.error) throw found.error;
  const data = found.data;
  const crumbs = [
    { label: t('shell:nav.estate'), to: '/patrimoine' },
    { label: t('estate:imports.title'), to: '/patrimoine/imports' },
  ];
  if (!data) return <EstateFrame title={t('shell:state.loading')} crumbs={crumbs} />;
  const s = data.summary;
  const canApply = data.state === 'previewed' && !s.needsAsset;
  return (
    <EstateFrame
      title={data.fileName}
      crumbs={crumbs}
      folio={<b>{t(`estate:importState.${data.state}`)}</b>}
      dek={<p className="read">{sentenceFor(data, nameOf(data.format), t)}</p>}
      actions={
        <>
          {canApply && (
            <Button tone="primary" isDisabled={apply.isPending} onPress={() => apply.mutate()}>
              {t('estate:import-page.apply')}
            </Button>
          )}
          {other}
        </>
      }
    >
      <Columns split="8:4">
        <div className="col">
          {data.problem && <Refusal found={data} />}
          {data.state === 'applied' && <After found={data} />}
          {(s.needsAsset || data.problem?.code === 'estate.asset-needed') && <AssetChoice found={data} />}
          {data.state !== 'failed' && !s.needsAsset && <Changes found={data} />}
          {s.columns && data.state !== 'applied' && (
            <ColumnMapping key={JSON.stringify(s.mapping)} found={data} columns={s.columns} />
          )}
          <Warnings found={data} />
          <Examples found={data} />
        </div>
        <aside className="col">
          <Document found={data} format={nameOf(data.format)} />
        </aside>
      </Columns>
    </EstateFrame>
  );
}

type T = ReturnType<typeof useT>;

function sentenceFor(found: Import, format: string, t: T): string {
  const { summary: s, fileName: file } = found;
  if (found.state === 'failed') return t('estate:import-page.failed', { file });
  if (found.state === 'applied')
    return t('estate:import-page.applied', {
      file,
      added: s.added,
      changed: s.changed,
      absent: s.absent,
    });
  if (s.needsAsset) return t('estate:import-page.needs-asset', { file });
  const reads = t('estate:import-page.reads', {
    file,
    format,
    components: s.components,
    assets: s.assets.length,
  });
  return s.added + s.changed + s.absent === 0 && s.assets.every((a) => !a.isNew)
    ? `${reads} ${t('estate:import-page.nothing')}`
    : reads;
}

/** Why it was refused, with file and place, in words. */
function Refusal({ found }: { found: Import }) {
  const t = useT();
  const problem = found.problem;
  if (!problem) return null;
  const { file, place, limit } = problem.details;
  const text = translateLoose(
    problem.code.replace('.', ':errors.'),
    Object.fromEntries(
      Object.entries(problem.details).map(([k, v]) => [k, typeof v === 'number' ? v : String(v)]),
    ),
    problem.code,
  );
  return (
    <Band title={t('estate:import-page.refused')}>
      <p className="read">{text}</p>
      <Facts
        items={[
          [t('estate:import-page.in-file'), file ? String(file) : found.fileName],
          [
            t('estate:import-page.where'),
            place ? (
              <span key="p" className="m">
                {String(place)}
              </span>
            ) : null,
          ],
          [t('estate:import-page.limit'), limit ? String(limit) : null],
        ]}
      />
      <p className="note">{t('estate:import-page.try-again')}</p>
    </Band>
  );
}

/** Where its effect is seen. */
function After({ found }: { found: Import }) {
  const t = useT();
  const assets = found.summary.assets;
  const [only] = assets.length === 1 ? assets : [];
  const toAsset = only?.id ? `/patrimoine/biens/${only.id}` : '/patrimoine/biens';
  return (
    <Band title={t('estate:import-page.after')}>
      <p className="read sec">{t('estate:import-page.matching')}</p>
      <div className="acts gap-small">
        <Link
          className="btn pri"
          to="/expositions"
          search={{ view: 'all', ...(only?.id ? { asset: only.id } : { sort: '-changed' }) }}
        >
          {t('estate:import-page.see-exposures')}
        </Link>
        <Link className="btn" to={toAsset} search={only && !only.id ? { q: only.name } : {}}>
          {t(only ? 'estate:import-page.see-asset' : 'estate:import-page.see-assets')}
        </Link>
      </div>
    </Band>
  );
}

function Document({ found, format }: { found: Import; format: string }) {
  const t = useT();
  const f = useFormat();
  const { subject } = found.summary;
  return (
    <Band title={t('estate:import-page.what')}>
      <Facts
        items={[
          [t('estate:column.format'), format],
          [
            t('estate:import-page.about'),
            subject ? [subject.name, subject.version].filter(Boolean).join(' ') : null,
          ],
          [t('estate:import-page.size'), f.bytes(found.fileSize)],
          [t('estate:import-page.by'), `${found.actor}, ${f.recent(found.createdAt)}`],
          [
            t('estate:import-page.print'),
            <span key="p">
              <span className="m">{found.fileSha256.slice(0, 16)}…</span>{' '}
              <CopyButton text={found.fileSha256} />
            </span>,
          ],
        ]}
      />
    </Band>
  );
}
