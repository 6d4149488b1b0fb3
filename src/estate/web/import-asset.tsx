import { useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, Button, Combobox, Select, TextField } from '../../platform/web/kit/index.ts';
import type { Import } from '../contract.ts';
import { remote } from './nouns.ts';

const KINDS = ['host', 'appliance', 'saas', 'domain', 'url', 'network'] as const;

/** The document names no asset: one that exists, or a new one; the preview is then made again. */
export function AssetChoice({ found }: { found: Import }) {
  const t = useT();
  const [id, setId] = useState('');
  const [name, setName] = useState(found.summary.subject?.name ?? '');
  const [kind, setKind] = useState('host');
  const plan = useAction({
    run: (options: object) => post<Import>(`/api/estate/imports/${found.id}/plan`, options),
    refresh: ['/api/estate/imports'],
  });
  return (
    <Band title={t('estate:import-page.choose')} note={t('estate:import-page.choose-why')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (id) plan.mutate({ assetId: id });
        }}
      >
        <Combobox
          label={t('estate:import-page.existing')}
          required
          value={id}
          onChange={setId}
          remote={remote('asset', 'os')}
        />
        <div className="acts">
          <Button type="submit" tone={id ? 'primary' : 'plain'} isDisabled={!id || plan.isPending}>
            {t('estate:import-page.use')}
          </Button>
        </div>
      </form>
      <form
        className="form gap-above"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) plan.mutate({ newAsset: { name: name.trim(), kind } });
        }}
      >
        <TextField label={t('estate:import-page.or-new')} required value={name} onChange={setName} />
        <Select
          label={t('estate:field.kind')}
          required
          value={kind}
          onChange={setKind}
          options={KINDS.map((value) => ({ value, label: t(`estate:kind.${value}`) }))}
        />
        <div className="acts">
          <Button
            type="submit"
            tone={!id && name.trim() ? 'primary' : 'plain'}
            isDisabled={!name.trim() || plan.isPending}
          >
            {t('estate:import-page.create')}
          </Button>
        </div>
      </form>
    </Band>
  );
}
