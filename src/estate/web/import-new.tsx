import { useParams } from '@tanstack/react-router';
import { useApi } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, FileDrop, Link, useUrlState } from '../../platform/web/kit/index.ts';
import type { Asset, Import } from '../contract.ts';
import { EstateFrame } from './estate-frame.tsx';
import { useFormats } from './formats.ts';
import { ImportPreview } from './import-preview.tsx';

const MOST_BYTES = 256 * 1024 * 1024;

/** An inventory: the file, what it would change, then its effect. `?import=` (or its own address) shows one again. */
export function Screen() {
  const t = useT();
  const [search, change] = useUrlState();
  const params = useParams({ strict: false }) as { id?: string };
  const id = params.id ?? search.import;
  const assetId = search.bien;
  const asset = useApi<Asset>(`/api/estate/assets/${assetId}`, undefined, { enabled: assetId !== undefined });
  const { formats } = useFormats();
  if (id)
    return (
      <ImportPreview
        id={id}
        other={
          <Link to="/patrimoine/imports/nouveau" className="btn">
            {t('estate:import-page.other-file')}
          </Link>
        }
      />
    );
  return (
    <EstateFrame
      title={t('estate:import-page.title')}
      crumbs={[
        { label: t('shell:nav.estate'), to: '/patrimoine' },
        { label: t('estate:imports.title'), to: '/patrimoine/imports' },
      ]}
      dek={<p>{t('estate:import-page.dek')}</p>}
    >
      <Band title={t('estate:import-page.file')}>
        <FileDrop<Import>
          label={t('estate:import-page.drop')}
          path="/api/estate/imports"
          maxBytes={MOST_BYTES}
          {...(assetId ? { fields: { options: JSON.stringify({ assetId }) } } : {})}
          {...(asset.data ? { help: t('estate:import-page.on-asset', { name: asset.data.name }) } : {})}
          onDone={(answer) => change({ import: answer.id, bien: undefined }, { push: true })}
        />
      </Band>
      <Band title={t('estate:import-page.formats')}>
        <ul className="plainlist">
          {formats.map((x) => (
            <li key={x.id}>
              {x.title} <span className="mut">{x.extensions.join(', ')}</span>
            </li>
          ))}
        </ul>
      </Band>
    </EstateFrame>
  );
}
