import { lazy, Suspense, useState } from 'react';
import { useT } from '../../platform/web/i18n.ts';
import { Button, Drawer } from '../../platform/web/kit/index.ts';
import type { ServiceSheet } from '../contract.ts';

const ServiceForm = lazy(() => import('./service-form.tsx').then((m) => ({ default: m.ServiceForm })));

/** Changes a service: the button and its form. */
export function EditService({ service }: { service: ServiceSheet }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('estate:act.edit')}</Button>
      {open && (
        <Drawer
          open
          width="wide"
          onClose={() => setOpen(false)}
          title={t('estate:service-form.edit', { name: service.name })}
        >
          <Suspense>
            <ServiceForm
              service={service}
              guard={false}
              onDone={() => setOpen(false)}
              onCancel={() => setOpen(false)}
            />
          </Suspense>
        </Drawer>
      )}
    </>
  );
}
