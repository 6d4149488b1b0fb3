import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band, Link } from '../../platform/web/kit/index.ts';
import type { Import } from '../contract.ts';

const CHANGES = ['added', 'changed', 'unchanged', 'absent'] as const;
const ASSETS_SHOWN = 200;
const SAMPLES_SHOWN = 60;

/** Added, changed, unchanged, absent: in all, then by asset. */
export function Changes({ found }: { found: Import }) {
  const t = useT();
  const f = useFormat();
  const s = found.summary;
  const title = t(found.state === 'applied' ? 'estate:import-page.did' : 'estate:import-page.would');
  const figure = (n: number) => (n === 0 ? <span className="mut">0</span> : f.number(n));
  return (
    <Band title={title} note={t('estate:import-page.in-all', { count: s.components })}>
      <p className="state">
        {CHANGES.map((change) => (
          <span key={change}>
            <b>{f.number(s[change])}</b> {t(`estate:import-count.${change}`, { count: s[change] })}
          </span>
        ))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="tw" tabIndex={0} aria-label={t('estate:import-page.by-asset')}>
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('estate:column.asset')}</th>
              {CHANGES.map((change) => (
                <th key={change} scope="col" className="r">
                  {t(`estate:change.${change}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {s.assets.slice(0, ASSETS_SHOWN).map((a) => (
              <tr key={`${a.id}${a.name}`}>
                <th scope="row">
                  {a.id ? <Link to={`/patrimoine/biens/${a.id}`}>{a.name}</Link> : a.name}
                  {a.isNew && <span className="l2">{t('estate:import-page.new-asset')}</span>}
                </th>
                {CHANGES.map((change) => (
                  <td key={change} className="r">
                    {figure(a[change])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {s.assets.length > ASSETS_SHOWN && (
        <p className="note">
          {t('estate:import-page.first-of', { shown: ASSETS_SHOWN, total: s.assets.length })}
        </p>
      )}
    </Band>
  );
}

/** What was read but not understood, each with its place. */
export function Warnings({ found }: { found: Import }) {
  const t = useT();
  const { warnings } = found.summary;
  if (warnings.length === 0) return null;
  return (
    <Band
      title={t('estate:import-page.warnings')}
      note={t('estate:import-page.warnings-note', { count: warnings.length })}
    >
      <ul className="plainlist">
        {warnings.slice(0, 100).map((w, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: read once, never reordered
          <li key={i}>
            {translateLoose(
              `estate:warning.${w.code}`,
              Object.fromEntries(
                Object.entries(w.details).map(([k, v]) => [k, typeof v === 'number' ? v : String(v)]),
              ),
              w.code,
            )}
            <span className="l2 m">{w.place}</span>
          </li>
        ))}
      </ul>
    </Band>
  );
}

/** The first changes, one by one. */
export function Examples({ found }: { found: Import }) {
  const t = useT();
  const { samples } = found.summary;
  if (samples.length === 0) return null;
  const shown = samples.slice(0, SAMPLES_SHOWN);
  return (
    <Band
      title={t('estate:import-page.examples')}
      note={t('estate:import-page.first', { count: shown.length })}
    >
      <section
        className="tw"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('shell:table.region', { name: t('estate:import-page.examples') })}
      >
        <table className="t dense">
          <thead>
            <tr>
              <th scope="col">{t('estate:component')}</th>
              <th scope="col">{t('estate:column.change')}</th>
              <th scope="col">{t('estate:column.version')}</th>
              <th scope="col">{t('estate:column.asset')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((x, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: read once, never reordered
              <tr key={i}>
                <th scope="row">{x.name}</th>
                <td>{t(`estate:change.${x.change}`)}</td>
                <td className="m">
                  {x.before && x.before !== x.version
                    ? `${x.before} → ${x.version ?? '–'}`
                    : (x.version ?? '–')}
                </td>
                <td>{x.asset}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Band>
  );
}
