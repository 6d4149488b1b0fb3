import { post, useAction } from '../../platform/web/api.ts';
import { useT } from '../../platform/web/i18n.ts';
import type { Candidate, DecideIdentities, IdentityProduct, IdentityResult } from '../identities/contract.ts';

type Item = DecideIdentities['items'][number];
export type Decision = Item['decision'];

export const productOf = (c: Pick<Candidate, 'vendor' | 'product' | 'cpe'>): IdentityProduct => ({
  vendor: c.vendor,
  product: c.product,
  cpe: c.cpe,
  purl: null,
});

/** Says what labels are; the toast says what follows and takes it back. */
export function useDecide(onDone: () => void = () => undefined) {
  const t = useT();
  return useAction<Item[], IdentityResult>({
    run: (items) => post('/api/estate/identities/decide', { items }),
    refresh: ['/api/estate', '/api/exposure', '/api/steer'],
    done: (out, items) =>
      t(`estate:identities.done.${items[0]?.decision ?? 'ignore'}`, {
        count: out.decisions.length,
        assets: out.assets,
      }),
    undo: (out) => post('/api/estate/identities/undo', { ids: out.decisions }),
    onDone,
  });
}
