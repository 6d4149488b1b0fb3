import { useState } from 'react';
import { useT } from '../../platform/web/i18n.ts';
import { Button, Combobox, Dialog, type RemoteOptions, TextField } from '../../platform/web/kit/index.ts';
import type { IdentityLabel, IdentityProduct } from '../identities/contract.ts';
import { useDecide } from './identity-act.ts';

const PRODUCTS: RemoteOptions = {
  path: '/api/watch/products',
  option: (item) => ({
    value: JSON.stringify({ vendor: item.vendor, product: item.product, cpe: item.cpe, purl: null }),
    label: `${item.product} · ${item.vendor}`,
    ...(item.cpe ? { note: String(item.cpe).split(':').slice(2, 5).join(':') } : {}),
  }),
};

/** Another product than those proposed: one that sources name, or a package by its URL. */
export function ChooseProduct({ row, onClose }: { row: IdentityLabel; onClose: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState('');
  const [purl, setPurl] = useState('');
  const decide = useDecide(onClose);
  const product: IdentityProduct | null = chosen
    ? (JSON.parse(chosen) as IdentityProduct)
    : purl.startsWith('pkg:')
      ? { vendor: null, product: null, cpe: null, purl }
      : null;
  return (
    <Dialog open onClose={onClose} title={t('estate:identities.choose-title', { name: row.name })}>
      <p className="sec">{t('estate:identities.choose-why')}</p>
      <Combobox
        label={t('estate:identities.product')}
        value={chosen}
        onChange={setChosen}
        remote={PRODUCTS}
      />
      <TextField
        label={t('estate:identities.purl')}
        help={t('estate:identities.purl-help')}
        value={purl}
        onChange={setPurl}
      />
      <div className="acts gap-above">
        <Button
          tone="primary"
          isDisabled={!product || decide.isPending}
          onPress={() => product && decide.mutate([{ label: row.label, decision: 'confirm', product }])}
        >
          {t('estate:identities.confirm')}
        </Button>
        <Button tone="quiet" onPress={onClose}>
          {t('shell:actions.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
