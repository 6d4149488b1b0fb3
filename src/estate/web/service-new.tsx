import { useNavigate } from '@tanstack/react-router';
import { useT } from '../../platform/web/i18n.ts';
import { Band, Screen as Frame } from '../../platform/web/kit/index.ts';
import { ServiceForm } from './service-form.tsx';

/** A new public service. */
export function Screen() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Frame
      title={t('estate:service-form.title')}
      crumbs={[{ label: t('shell:nav.services'), to: '/services' }]}
      dek={<p className="read">{t('estate:service-form.dek')}</p>}
    >
      <Band title={t('estate:sheet.facts')}>
        <ServiceForm onDone={(saved) => void navigate({ to: `/services/${saved.id}` as string })} />
      </Band>
    </Frame>
  );
}
