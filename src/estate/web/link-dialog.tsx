import { useState } from 'react';
import { post, useAction } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Button, Checkbox, Combobox, Dialog, Select } from '../../platform/web/kit/index.ts';
import { remote } from './nouns.ts';

type Kind = 'service' | 'application' | 'asset' | 'supplier';
interface Node {
  kind: Kind;
  id: string;
  name: string;
}

/** What each may be needed by, and what each may need. */
const NEEDED_BY: Record<Kind, readonly Kind[]> = {
  asset: ['service', 'application', 'asset'],
  application: ['service', 'application'],
  supplier: ['service', 'application', 'asset'],
  service: ['service'],
};
const NEEDS: Record<Kind, readonly Kind[]> = {
  service: ['application', 'asset', 'supplier', 'service'],
  application: ['asset', 'application', 'supplier'],
  asset: ['asset', 'supplier'],
  supplier: [],
};

/** Says that one object needs another; `up`: what needs this one, otherwise what it needs. */
export function LinkButton({ node, up, primary }: { node: Node; up?: boolean; primary?: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone={primary ? 'primary' : 'plain'} size="small" onPress={() => setOpen(true)}>
        {t('estate:act.link')}
      </Button>
      {open && <LinkDialog node={node} up={up === true} onClose={() => setOpen(false)} />}
    </>
  );
}

function LinkDialog({ node, up, onClose }: { node: Node; up: boolean; onClose: () => void }) {
  const t = useT();
  const kinds = (up ? NEEDED_BY : NEEDS)[node.kind];
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'service');
  const [id, setId] = useState('');
  const [isDegraded, setDegraded] = useState(false);
  const link = useAction({
    run: () => {
      const [from, to] = up
        ? [
            { kind, id },
            { kind: node.kind, id: node.id },
          ]
        : [
            { kind: node.kind, id: node.id },
            { kind, id },
          ];
      return post('/api/estate/links', { from, to, isDegraded });
    },
    refresh: ['/api/estate', '/api/steer'],
    done: 'estate:done.linked',
    onDone: onClose,
  });
  return (
    <Dialog open onClose={onClose} title={t('estate:link.title', { name: node.name })}>
      <p className="sec">{t(up ? 'estate:link.why-up' : 'estate:link.why-down')}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (id) link.mutate();
        }}
      >
        <Select
          label={t('estate:link.to-kind')}
          required
          value={kind}
          onChange={(value) => {
            setKind(value as Kind);
            setId('');
          }}
          options={kinds.map((value) => ({ value, label: t(`estate:${value}`) }))}
        />
        <Combobox
          key={kind}
          label={t(`estate:${kind}`)}
          required
          value={id}
          onChange={setId}
          remote={remote(kind)}
        />
        <Checkbox label={t('estate:link.degraded')} value={isDegraded} onChange={setDegraded} />
        <div className="acts">
          <Button type="submit" tone="primary" isDisabled={!id || link.isPending}>
            {t('estate:act.link')}
          </Button>
          <Button onPress={onClose}>{t('shell:actions.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
