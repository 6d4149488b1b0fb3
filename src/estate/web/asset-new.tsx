import { useNavigate } from '@tanstack/react-router';
import { useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/index.ts';
import { EstateFrame } from './estate-frame.tsx';
import { NounForm } from './noun-form.tsx';

/** A new asset. */
export function Screen() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <EstateFrame
      title={t('estate:act.add-asset')}
      crumbs={[
        { label: t('shell:nav.estate'), to: '/patrimoine' },
        { label: t('estate:nav.assets'), to: '/patrimoine/biens' },
      ]}
    >
      <Band title={t('estate:sheet.facts')}>
        <NounForm
          noun="asset"
          guard
          onSaved={(saved) => void navigate({ to: `/patrimoine/biens/${saved.id}` as string })}
        />
      </Band>
    </EstateFrame>
  );
}
