import { X } from 'lucide-react';
import { useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { dismissToast, useToasts } from '../toasts.ts';

export function ToastRegion() {
  const t = useT();
  const toasts = useToasts();
  return (
    <section className="toasts" aria-label={t('shell:toast.region')} aria-live="polite">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={`toast ${toast.kind}`}
          role={toast.kind === 'error' ? 'alert' : 'status'}
        >
          <p>{toast.text}</p>
          {toast.undo && (
            <Button
              tone="quiet"
              size="small"
              onPress={() => {
                void toast.undo?.();
                dismissToast(toast.id);
              }}
            >
              {t('shell:toast.undo')}
            </Button>
          )}
          <Button
            tone="quiet"
            size="small"
            iconOnly
            icon={<X className="i" aria-hidden="true" />}
            aria-label={t('shell:toast.close')}
            onPress={() => dismissToast(toast.id)}
          />
        </div>
      ))}
    </section>
  );
}
