import type { Format } from '../../platform/web/format.ts';
import type { Translate } from '../../platform/web/i18n.ts';
import type { Column } from '../../platform/web/kit/index.ts';
import type { Component } from '../contract.ts';

/** The columns of a list of components; what is not known says so. */
export function componentColumns(t: Translate, f: Format, withAsset: boolean): Column<Component>[] {
  const asset: Column<Component> = {
    id: 'asset',
    label: t('estate:column.asset'),
    sort: true,
    cell: (r) => r.asset.name,
  };
  return [
    {
      id: 'name',
      label: t('estate:component'),
      sort: true,
      primary: true,
      cell: (r) => r.name,
    },
    {
      id: 'version',
      label: t('estate:column.version'),
      phone: 'aside',
      cell: (r) =>
        r.version ? (
          <span className="m">{r.version}</span>
        ) : (
          <span className="mut">{t('estate:components.no-version')}</span>
        ),
    },
    {
      id: 'identity',
      label: t('estate:column.identity'),
      cell: (r) => {
        const identity = r.purl ?? r.cpe ?? ([r.vendor, r.product].filter(Boolean).join(' : ') || null);
        return identity ? (
          <span className="m" title={identity}>
            {identity.replace(/\?.*$/, '')}
          </span>
        ) : (
          <span className="mut">{t('estate:components.no-identity')}</span>
        );
      },
    },
    ...(withAsset ? [asset] : []),
    {
      id: 'absent',
      label: t('estate:column.absent'),
      align: 'end',
      phone: 'none',
      cell: (r) => (r.absentSince ? f.day(r.absentSince) : <span className="mut">–</span>),
    },
    {
      id: 'source',
      label: t('estate:column.source'),
      hidden: !withAsset,
      cell: (r) => r.source,
      phone: 'none',
    },
    {
      id: 'seen',
      label: t('estate:column.last-seen'),
      sort: true,
      hidden: true,
      align: 'end',
      cell: (r) => f.day(r.lastSeen),
    },
    { id: 'type', label: t('estate:column.type'), hidden: true, cell: (r) => r.type ?? '–' },
  ];
}
