import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useLocale, useT } from '../../platform/web/i18n.ts';
import { Band, Link } from '../../platform/web/kit/index.ts';
import type { BlindSpot } from '../contract.ts';

/** What Vigie does not see, each with one honest sentence and the link that repairs it. */
export function BlindSpots({ spots }: { spots: readonly BlindSpot[] }) {
  const t = useT();
  const locale = useLocale();
  const f = useFormat();
  return (
    <Band id="angles" title={t('steer:today.blind')} note={t('steer:today.blind-note')}>
      {spots.length === 0 ? (
        <p className="sec">{t('steer:today.blind-none')}</p>
      ) : (
        <ul className="blind">
          {spots.map((spot) => {
            const title = translateLoose(`steer:blind.${spot.kind}.title`);
            const [to = '', query = ''] = spot.href.split('?');
            return (
              <li key={spot.kind}>
                <span className="num">{f.number(spot.count)}</span>
                <div>
                  <h3>{title}</h3>
                  <p>
                    {translateLoose(`steer:blind.${spot.kind}.why`, {
                      of: f.number(spot.of ?? 0),
                      names: spot.names.map((name) => name[locale]).join(', '),
                    })}
                  </p>
                </div>
                <Link className="link nw" to={to} search={Object.fromEntries(new URLSearchParams(query))}>
                  {translateLoose(`steer:blind.${spot.kind}.repair`)}
                  <span className="vh"> : {title}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Band>
  );
}
