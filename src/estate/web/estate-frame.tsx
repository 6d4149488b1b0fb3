import type { z } from 'zod';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Screen as Frame, type ScreenProps, SideNav } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { EstateSummary } from '../contract.ts';
import type { IdentitySummary } from '../identities/contract.ts';

export type Summary = z.infer<typeof EstateSummary>;

/** The frame of the screens of Patrimoine: one row of links to its parts, each with how many it holds. */
export function EstateFrame(props: ScreenProps) {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const { data } = useApi<Summary>('/api/estate/summary', undefined, { topics: ['estate'] });
  const identities = useApi<IdentitySummary>('/api/estate/identities/summary', undefined, {
    topics: ['estate.identities', 'estate.components'],
  });
  const count = (n: number | undefined) => (n === undefined ? {} : { count: f.number(n) });
  const entries = [
    { to: '/patrimoine', label: t('estate:nav.overview') },
    { to: '/patrimoine/biens', label: t('estate:nav.assets'), ...count(data?.assets) },
    { to: '/patrimoine/applications', label: t('estate:nav.applications'), ...count(data?.applications) },
    { to: '/patrimoine/composants', label: t('estate:nav.components'), ...count(data?.components) },
    { to: '/patrimoine/identites', label: t('estate:nav.identities'), ...count(identities.data?.open) },
    { to: '/patrimoine/fournisseurs', label: t('estate:nav.suppliers'), ...count(data?.suppliers) },
    { to: '/patrimoine/personnes', label: t('estate:nav.people'), ...count(data?.people) },
    ...(can('estate:processing:read')
      ? [{ to: '/patrimoine/traitements', label: t('estate:nav.processings'), ...count(data?.processings) }]
      : []),
    ...(can('estate:inventory:import')
      ? [{ to: '/patrimoine/imports', label: t('estate:nav.imports') }]
      : []),
  ];
  return (
    <Frame crumbs={[{ label: t('shell:nav.estate'), to: '/patrimoine' }]} {...props}>
      <SideNav label={t('shell:nav.estate')} entries={entries} />
      {props.children}
    </Frame>
  );
}
