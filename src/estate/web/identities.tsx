import { useState } from 'react';
import { useApi } from '../../platform/web/api.ts';
import { type Format, useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import {
  Button,
  type Column,
  DataTable,
  Empty,
  Link,
  ServiceNames,
  type View,
} from '../../platform/web/kit/index.ts';
import { useNarrow } from '../../platform/web/kit/use-narrow.ts';
import { useCan } from '../../platform/web/session.ts';
import type { DecideIdentities, IdentityLabel, IdentitySummary } from '../identities/contract.ts';
import { EstateFrame } from './estate-frame.tsx';
import { type Decision, productOf, useDecide } from './identity-act.ts';
import { ChooseProduct } from './identity-choose.tsx';
import { CandidateView } from './identity-reasons.tsx';

const PATH = '/api/estate/identities';
type Act = (rows: readonly IdentityLabel[], decision: Decision) => void;

/** What inventories name and no source can be held to: a person says once what it is, for every version to come. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const may = useCan()('estate:identity:decide');
  const [choosing, setChoosing] = useState<IdentityLabel | null>(null);
  const summary = useApi<IdentitySummary>(`${PATH}/summary`, undefined, { topics: ['estate.identities'] });
  // Beside the list the preview has the answers; a phone has no room for it.
  const narrow = useNarrow();
  const decide = useDecide();
  const act: Act = (rows, decision) => {
    const items = rows.flatMap((row): DecideIdentities['items'] => {
      const [first] = row.candidates;
      if (decision === 'ignore') return [{ label: row.label, decision }];
      return first ? [{ label: row.label, decision, product: productOf(first) }] : [];
    });
    if (items.length > 0) decide.mutate(items);
  };
  return (
    <EstateFrame
      title={t('estate:nav.identities')}
      density="working"
      dek={
        summary.data && (
          <p>
            {t('estate:identities.dek', {
              count: summary.data.open,
              labels: f.number(summary.data.open),
              components: f.number(summary.data.components),
            })}{' '}
            {summary.data.ignored > 0 && t('estate:identities.dek-ignored', { count: summary.data.ignored })}
          </p>
        )
      }
      actions={<Link to="/patrimoine/identites/decisions">{t('estate:identities.decisions')}</Link>}
      keys={
        may
          ? [
              { keys: ['J', 'K'], label: t('shell:keys.row') },
              { keys: ['C'], label: t('estate:identities.confirm') },
              { keys: ['R'], label: t('estate:identities.reject') },
              { keys: ['N'], label: t('estate:identities.ignore') },
            ]
          : [{ keys: ['J', 'K'], label: t('shell:keys.row') }]
      }
    >
      <DataTable<IdentityLabel>
        name={t('estate:nav.identities')}
        list="estate.identities"
        path={PATH}
        defaultSort="-assets"
        columns={columns(t, f, may && narrow ? act : undefined, setChoosing)}
        rowId={(row) => row.label}
        rowLabel={(row) => [row.vendor, row.name].filter(Boolean).join(' ')}
        filters={[
          {
            id: 'candidates',
            label: t('estate:identities.candidates'),
            single: true,
            options: (['some', 'none'] as const).map((value) => ({
              value,
              label: t(`estate:identities.with-${value}`),
            })),
          },
        ]}
        views={views(t)}
        tall
        searchPlaceholder={t('estate:identities.search')}
        preview={(row) => <Candidates row={row} may={may} choose={() => setChoosing(row)} />}
        {...(may
          ? {
              rowActs: {
                c: (row: IdentityLabel) => act([row], 'confirm'),
                r: (row: IdentityLabel) => act([row], 'reject'),
                n: (row: IdentityLabel) => act([row], 'ignore'),
              },
              bulk: (rows: readonly IdentityLabel[], clear: () => void) => ({
                summary: t('estate:identities.bulk', {
                  count: rows.filter((r) => r.candidates.length > 0).length,
                }),
                actions: (['confirm', 'reject', 'ignore'] as const).map((decision) => (
                  <Button
                    key={decision}
                    size="small"
                    onPress={() => {
                      act(rows, decision);
                      clear();
                    }}
                  >
                    {t(`estate:identities.${decision}`)}
                  </Button>
                )),
              }),
            }
          : {})}
        empty={<Empty title={t('estate:identities.empty')}>{t('estate:identities.empty-why')}</Empty>}
      />
      {choosing && <ChooseProduct row={choosing} onClose={() => setChoosing(null)} />}
    </EstateFrame>
  );
}

function columns(
  t: Translate,
  f: Format,
  act: Act | undefined,
  choose: (row: IdentityLabel) => void,
): Column<IdentityLabel>[] {
  const all: Column<IdentityLabel>[] = [
    {
      id: 'name',
      label: t('estate:identities.label'),
      sort: true,
      primary: true,
      cell: (r) => (
        <>
          {r.name}
          <span className="l2">
            {r.vendor ?? t('estate:identities.no-vendor')}
            {r.versions.length > 0 && (
              <>
                {' · '}
                <span className="m">{r.versions.slice(0, 3).join(', ')}</span>
                {r.versions.length > 3 && '…'}
              </>
            )}
          </span>
        </>
      ),
    },
    {
      id: 'candidate',
      label: t('estate:identities.may-be'),
      sort: true,
      cell: (r) => {
        const [first, ...others] = r.candidates;
        if (!first)
          return (
            <span className="mut">
              {t(r.lookedAt ? 'estate:identities.nothing-alike' : 'estate:identities.not-looked')}
            </span>
          );
        return (
          <>
            <CandidateView candidate={first} short />
            {others.length > 0 && (
              <span className="l2">{t('estate:identities.others', { count: others.length })}</span>
            )}
          </>
        );
      },
    },
    {
      id: 'assets',
      label: t('estate:nav.assets'),
      sort: true,
      align: 'end',
      cell: (r) => (
        <Link to="/patrimoine/composants" search={{ label: r.label }}>
          {f.number(r.assets)}
        </Link>
      ),
    },
    {
      id: 'services',
      label: t('estate:column.services'),
      cell: (r) =>
        r.services.length === 0 ? (
          <span className="mut">–</span>
        ) : (
          <ServiceNames
            names={r.services.slice(0, 1).map((s) => s.name)}
            {...(r.services.length > 1
              ? { others: t('estate:identities.more', { count: r.services.length - 1 }) }
              : {})}
          />
        ),
    },
  ];
  if (!act) return all;
  const acts = (r: IdentityLabel) => (
    <span className="acts">
      {r.candidates.length > 0 ? (
        <>
          <Button size="small" onPress={() => act([r], 'confirm')}>
            {t('estate:identities.confirm')}
          </Button>
          <Button size="small" tone="quiet" onPress={() => act([r], 'reject')}>
            {t('estate:identities.reject')}
          </Button>
        </>
      ) : (
        <Button size="small" onPress={() => choose(r)}>
          {t('estate:identities.choose')}
        </Button>
      )}
      <Button size="small" tone="quiet" onPress={() => act([r], 'ignore')}>
        {t('estate:identities.ignore')}
      </Button>
    </span>
  );
  return [...all, { id: 'acts', label: '', cell: acts }];
}

/** Every product that may be meant, the likeliest first, each with its reasons and its own answers. */
function Candidates({ row, may, choose }: { row: IdentityLabel; may: boolean; choose: () => void }) {
  const t = useT();
  const decide = useDecide();
  return (
    <div>
      <p className="folio">{row.vendor ?? t('estate:identities.no-vendor')}</p>
      <h2>{row.name}</h2>
      {row.rejected > 0 && <p className="note">{t('estate:identities.rejected', { count: row.rejected })}</p>}
      {row.candidates.length === 0 && <p className="sec">{t('estate:identities.nothing-alike')}</p>}
      <ul className="plainlist">
        {row.candidates.map((candidate) => (
          <li key={candidate.key}>
            <div>
              <CandidateView candidate={candidate} />
              {may && (
                <p className="acts gap-small">
                  {(['confirm', 'reject'] as const).map((decision) => (
                    <Button
                      key={decision}
                      size="small"
                      {...(decision === 'reject' ? { tone: 'quiet' as const } : {})}
                      onPress={() =>
                        decide.mutate([{ label: row.label, decision, product: productOf(candidate) }])
                      }
                    >
                      {t(`estate:identities.${decision}`)}
                    </Button>
                  ))}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {may && (
        <p className="gap-above">
          <Button size="small" onPress={choose}>
            {t('estate:identities.choose')}
          </Button>
        </p>
      )}
    </div>
  );
}

function views(t: Translate): View[] {
  const view = (id: string, label: string, search: Record<string, string>): View => ({
    id,
    label,
    search,
    count: { path: PATH, query: { ...search, size: 1 } },
  });
  return [
    view('all', t('estate:identities.view-all'), {}),
    view('some', t('estate:identities.with-some'), { candidates: 'some' }),
    view('none', t('estate:identities.with-none'), { candidates: 'none' }),
  ];
}
