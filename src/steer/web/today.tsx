import { useT } from '../../platform/web/i18n.ts';
import { Screen as Frame } from '../../platform/web/kit/screen.tsx';

export function Screen() {
  const t = useT();
  return <Frame title={t('shell:nav.today')} />;
}
