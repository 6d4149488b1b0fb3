import { post, useAction } from '../../platform/web/api.ts';
import { type Format, useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import { Button, type Column, DataTable, Empty } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { IdentityDecisionView, IdentityResult } from '../identities/contract.ts';
import { EstateFrame } from './estate-frame.tsx';

const PATH = '/api/estate/identities/decisions';
const KINDS = ['confirm', 'reject', 'ignore'] as const;

/** What was decided of labels, by whom; each can be taken back. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const may = useCan()('estate:identity:decide');
  const undo = useAction<string[], IdentityResult>({
    run: (ids) => post('/api/estate/identities/undo', { ids }),
    refresh: ['/api/estate', '/api/exposure', '/api/steer'],
    done: (out) => t('estate:identities.undone', { count: out.decisions.length }),
  });
  return (
    <EstateFrame
      title={t('estate:identities.decisions')}
      crumbs={[
        { label: t('shell:nav.estate'), to: '/patrimoine' },
        { label: t('estate:nav.identities'), to: '/patrimoine/identites' },
      ]}
      density="working"
      dek={t('estate:identities.decisions-dek')}
    >
      <DataTable<IdentityDecisionView>
        name={t('estate:identities.decisions')}
        list="estate.identity-decisions"
        path={PATH}
        columns={columns(t, f, may ? (row) => undo.mutate([row.id]) : undefined)}
        rowId={(row) => row.id}
        rowLabel={(row) => `${t(`estate:identities.kind.${row.kind}`)} ${row.name}`}
        filters={[
          {
            id: 'kind',
            label: t('estate:identities.decision'),
            single: true,
            options: KINDS.map((value) => ({ value, label: t(`estate:identities.kind.${value}`) })),
          },
          { id: 'standing', label: t('estate:identities.standing'), toggle: true },
        ]}
        views={[
          { id: 'standing', label: t('estate:identities.standing'), search: { standing: 'true' } },
          { id: 'all', label: t('estate:identities.view-all'), search: {} },
        ]}
        tall
        empty={<Empty title={t('estate:identities.none-decided')} />}
      />
    </EstateFrame>
  );
}

function columns(
  t: Translate,
  f: Format,
  undo: ((row: IdentityDecisionView) => void) | undefined,
): Column<IdentityDecisionView>[] {
  const all: Column<IdentityDecisionView>[] = [
    {
      id: 'name',
      label: t('estate:identities.label'),
      primary: true,
      cell: (r) => (
        <>
          {r.name}
          <span className="l2">{r.vendor ?? t('estate:identities.no-vendor')}</span>
        </>
      ),
    },
    {
      id: 'kind',
      label: t('estate:identities.decision'),
      cell: (r) => t(`estate:identities.kind.${r.kind}`),
    },
    {
      id: 'product',
      label: t('estate:identities.product'),
      cell: (r) => {
        const { product: p } = r;
        if (!p) return <span className="mut">–</span>;
        return (
          <>
            {[p.product, p.vendor].filter(Boolean).join(' · ') || p.purl || p.cpe}
            {p.cpe && <span className="l2 m">{p.cpe.split(':').slice(2, 5).join(':')}</span>}
          </>
        );
      },
    },
    {
      id: 'components',
      label: t('estate:nav.components'),
      align: 'end',
      cell: (r) => f.number(r.components),
    },
    {
      id: 'by',
      label: t('estate:column.by'),
      cell: (r) => (
        <>
          {r.decidedBy}
          <span className="l2">{f.dateTime(r.decidedAt)}</span>
        </>
      ),
    },
  ];
  const state = (r: IdentityDecisionView) =>
    r.undoneAt ? (
      <span className="mut">
        {t('estate:identities.undone-by', { name: r.undoneBy ?? '', date: f.day(r.undoneAt) })}
      </span>
    ) : undo ? (
      <Button size="small" tone="quiet" onPress={() => undo(r)}>
        {t('estate:identities.undo')}
      </Button>
    ) : null;
  return [...all, { id: 'state', label: '', cell: state }];
}
