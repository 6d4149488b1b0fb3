import { useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band, Button, Select } from '../../platform/web/kit/index.ts';
import type { Import } from '../contract.ts';

/** What a table can tell of a component; a format may know more of them. */
const FIELDS = [
  'asset',
  'name',
  'version',
  'vendor',
  'product',
  'purl',
  'cpe',
  'type',
  'os',
  'location',
] as const;

/** Which column holds what; the preview is made again with it. */
export function ColumnMapping({ found, columns }: { found: Import; columns: readonly string[] }) {
  const t = useT();
  const [mapping, setMapping] = useState<Record<string, string>>(found.summary.mapping ?? {});
  const fields = [...new Set([...FIELDS, ...Object.keys(found.summary.mapping ?? {})])];
  const plan = useAction({
    run: () => post<Import>(`/api/estate/imports/${found.id}/plan`, { mapping }),
    refresh: ['/api/estate/imports'],
  });
  return (
    <Band
      title={t('estate:import-page.columns')}
      note={t('estate:import-page.columns-count', { count: columns.length })}
    >
      <p className="sec">{t('estate:import-page.columns-why')}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          plan.mutate();
        }}
      >
        {fields.map((field) => (
          <div key={field} className="half">
            <Select
              label={translateLoose(`estate:import-field.${field}`, undefined, field)}
              value={mapping[field] ?? ''}
              placeholder={t('estate:import-page.no-column')}
              onChange={(column) => {
                const { [field]: _old, ...rest } = mapping;
                setMapping(column ? { ...rest, [field]: column } : rest);
              }}
              options={columns.map((column) => ({ value: column, label: column }))}
            />
          </div>
        ))}
        <div className="acts">
          <Button type="submit" isDisabled={plan.isPending}>
            {t('estate:import-page.replan')}
          </Button>
        </div>
      </form>
    </Band>
  );
}
