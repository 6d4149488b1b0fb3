import type { ReactNode } from 'react';
import { useT } from '../../platform/web/i18n.ts';
import { type Column, DataTable, Empty, type Filter, Link } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import { Edit } from './editing.tsx';
import { NounFacts } from './noun-facts.tsx';
import { ADDRESSES, type Noun, PATHS, type Stored } from './nouns.ts';

interface NounListProps<Row extends Stored> {
  noun: Exclude<Noun, 'service' | 'asset'>;
  title: string;
  change: string;
  columns: readonly Column<Row>[];
  filters?: readonly Filter[];
  empty: { title: string; why: string };
}

/** The list of a noun; its sheet is read beside it (Space) or on a page of its own. */
export function NounList<Row extends Stored>({
  noun,
  title,
  change,
  columns,
  filters,
  empty,
}: NounListProps<Row>) {
  const t = useT();
  const mayChange = useCan()(change);
  return (
    <DataTable<Row>
      name={title}
      list={`estate.${noun}`}
      path={PATHS[noun]}
      columns={columns}
      rowId={(row) => row.id}
      rowLabel={(row) => row.name}
      rowTo={(row) => `${ADDRESSES[noun]}/${row.id}`}
      {...(filters ? { filters } : {})}
      searchPlaceholder={t('estate:list.search')}
      exportable
      preview={(row) => (
        <>
          <h2>
            <Link to={`${ADDRESSES[noun]}/${row.id}`}>{row.name}</Link>
          </h2>
          <NounFacts noun={noun} object={row} />
          {mayChange && (
            <div className="acts gap-above">
              <Edit key={row.id} noun={noun} object={row} small />
            </div>
          )}
        </>
      )}
      empty={<Empty title={empty.title}>{empty.why}</Empty>}
    />
  );
}

/** A value, or the sign that there is none. */
export const orDash = (value: ReactNode) =>
  value === null || value === undefined || value === '' ? <span className="mut">–</span> : value;
