import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../i18n.ts';
import { Button } from './button.tsx';

/** Copies a text and says so: `<CopyButton text={token} />`. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    });
  };
  const Icon = copied ? Check : Copy;
  return (
    <Button size="small" icon={<Icon className="i" aria-hidden="true" />} onPress={copy}>
      <span aria-live="polite">
        {copied ? t('shell:actions.copied') : (label ?? t('shell:actions.copy'))}
      </span>
    </Button>
  );
}
