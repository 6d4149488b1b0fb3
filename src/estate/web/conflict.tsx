import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Button } from '../../platform/web/kit/index.ts';
import type { Stored } from './nouns.ts';
import { same } from './save-noun.ts';

export interface Clash {
  seen: Stored;
  current: Stored;
  /** Only what the person changed: the rest is whatever it has become. */
  mine: Record<string, unknown>;
  /** The fields of the form. */
  fields: readonly string[];
}

/** Somebody changed the sheet meanwhile: what differs, field by field, and the two ways out. */
export function Conflict({
  clash,
  onKeep,
  onTake,
}: {
  clash: Clash;
  onKeep: () => void;
  onTake: () => void;
}) {
  const t = useT();
  const { seen, current, mine } = clash;
  const fields = clash.fields.filter((key) => key in mine || !same(seen[key], current[key]));
  return (
    <section role="alert" aria-label={t('estate:conflict.title')}>
      <h3>{t('estate:conflict.title')}</h3>
      <p className="sec">{t('estate:conflict.why')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="tw" tabIndex={0} aria-label={t('estate:conflict.title')}>
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('estate:conflict.field')}</th>
              <th scope="col">{t('estate:conflict.seen')}</th>
              <th scope="col">{t('estate:conflict.theirs')}</th>
              <th scope="col">{t('estate:conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((key) => (
              <tr key={key}>
                <th scope="row">{translateLoose(`estate:field.${key}`, undefined, key)}</th>
                <td>{textOf(key, seen)}</td>
                <td>{textOf(key, current)}</td>
                <td>
                  {key in mine ? (
                    textOf(key, mine)
                  ) : (
                    <span className="mut">{t('estate:conflict.untouched')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="acts gap-above">
        <Button tone="primary" onPress={onKeep}>
          {t('estate:conflict.keep-mine')}
        </Button>
        <Button onPress={onTake}>{t('estate:conflict.take-theirs')}</Button>
      </div>
    </section>
  );
}

const NAMES: Record<string, string> = {
  ownerId: 'ownerName',
  unitId: 'unitName',
  supplierId: 'supplierName',
  parentId: 'parentName',
};

function textOf(key: string, object: Record<string, unknown>): string {
  const value = object[NAMES[key] ?? ''] ?? object[key];
  if (value === null || value === undefined || value === '') return translateLoose('estate:conflict.none');
  if (typeof value === 'boolean') return translateLoose(value ? 'estate:yes' : 'estate:no');
  if (Array.isArray(value))
    return value
      .map((v) => (typeof v === 'object' ? Object.values(v as object).join(' ') : String(v)))
      .join(', ');
  return translateLoose(`estate:${key}.${String(value)}`, undefined, String(value));
}
