import { useT } from '../../platform/web/i18n.ts';
import { SideNav } from '../../platform/web/kit/index.ts';

/** The screens of the watch. */
export function WatchNav() {
  const t = useT();
  return (
    <SideNav
      label={t('watch:nav.label')}
      entries={[
        { to: '/veille', label: t('watch:nav.vulnerabilities') },
        { to: '/veille/certfr', label: t('watch:nav.certfr') },
        { to: '/veille/libelles', label: t('watch:nav.labels') },
        { to: '/veille/sources', label: t('watch:nav.sources') },
      ]}
    />
  );
}
