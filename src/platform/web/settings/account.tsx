import { useT } from '../i18n.ts';
import { Screen } from '../kit/screen.tsx';

export function Screen_() {
  const t = useT();
  return <Screen title={t('shell:nav.settings')} />;
}
export { Screen_ as Screen };
