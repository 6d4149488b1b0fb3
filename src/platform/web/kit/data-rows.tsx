import { ArrowDown, ArrowUp } from 'lucide-react';
import { useT } from '../i18n.ts';
import { type Column, sortName } from './column.ts';
import type { DataTableProps } from './data-table-props.ts';
import { Link } from './link.tsx';
import { readSort } from './list-state.ts';

export interface RowsProps<Row> {
  table: DataTableProps<Row>;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  sort: string | undefined;
  onSort: (sort: string) => void;
  current: number;
  onCurrent: (index: number) => void;
  selected: ReadonlyMap<string, Row>;
  toggle: (row: Row) => void;
  togglePage: () => void;
  previewId: string | undefined;
  onPreview: ((row: Row) => void) | undefined;
  stale: boolean;
}

export function DesktopRows<Row>(p: RowsProps<Row>) {
  const t = useT();
  const { rowId, rowLabel, bulk, tall, name } = p.table;
  const everyone = p.rows.length > 0 && p.rows.every((row) => p.selected.has(rowId(row)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="tw" tabIndex={0} aria-label={t('shell:table.region', { name })}>
      <table className={`t dense${tall ? ' tall' : ''}${p.stale ? ' stale' : ''}`}>
        <thead>
          <tr>
            {bulk && (
              <th scope="col" className="pick">
                <input
                  type="checkbox"
                  aria-label={t('shell:table.select-all')}
                  checked={everyone}
                  onChange={p.togglePage}
                />
              </th>
            )}
            {p.columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={p.sort} onSort={p.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {p.rows.map((row, index) => {
            const on = p.selected.has(rowId(row));
            const here = index === p.current || rowId(row) === p.previewId;
            return (
              <tr
                key={rowId(row)}
                className={[on && 'on', here && 'cur'].filter(Boolean).join(' ') || undefined}
              >
                {bulk && (
                  <td className="pick">
                    <input
                      type="checkbox"
                      aria-label={t('shell:table.select-row', { name: rowLabel(row) })}
                      checked={on}
                      onChange={() => p.toggle(row)}
                    />
                  </td>
                )}
                {p.columns.map((column) => (
                  <Cell key={column.id} column={column} row={row} index={index} rows={p} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: (sort: string) => void;
}) {
  const t = useT();
  const name = sortName(column);
  const now = readSort(sort);
  const active = name !== undefined && now?.column === name;
  const Arrow = now?.down ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={
        [column.align === 'end' && 'r', column.primary && 'el', column.width].filter(Boolean).join(' ') ||
        undefined
      }
      {...(active ? { 'aria-sort': now?.down ? ('descending' as const) : ('ascending' as const) } : {})}
    >
      {name ? (
        <button
          type="button"
          className="sort"
          onClick={() => onSort(active && !now?.down ? `-${name}` : name)}
        >
          {column.label}
          {active && <Arrow className="i" aria-hidden="true" />}
        </button>
      ) : (
        column.label || <span className="vh">{t('shell:table.actions')}</span>
      )}
    </th>
  );
}

function Cell<Row>({
  column,
  row,
  index,
  rows,
}: {
  column: Column<Row>;
  row: Row;
  index: number;
  rows: RowsProps<Row>;
}) {
  const className =
    [column.align === 'end' && 'r', column.primary && 'el'].filter(Boolean).join(' ') || undefined;
  if (!column.primary) return <td className={className}>{column.cell(row)}</td>;
  const to = rows.table.rowTo?.(row);
  return (
    <th scope="row" className={className}>
      {to ? (
        <Link to={to} className="row-link" onFocus={() => rows.onCurrent(index)}>
          {column.cell(row)}
        </Link>
      ) : rows.onPreview ? (
        <button
          type="button"
          className="row-link plain-button"
          onFocus={() => rows.onCurrent(index)}
          onClick={() => rows.onPreview?.(row)}
        >
          {column.cell(row)}
        </button>
      ) : (
        column.cell(row)
      )}
    </th>
  );
}

/** On a phone: a real list, not styled rows. */
export function PhoneRows<Row>(p: RowsProps<Row>) {
  const t = useT();
  const { rowId, rowLabel, rowTo, bulk, name } = p.table;
  const primary = p.columns.find((c) => c.primary) ?? p.columns[0];
  const asides = p.columns.filter((c) => c.phone === 'aside');
  const lines = p.columns.filter((c) => c !== primary && c.phone !== 'aside' && c.phone !== 'none');
  return (
    <>
      <PhoneSort columns={p.columns} sort={p.sort} onSort={p.onSort} />
      <ul className={p.stale ? 'cards stale' : 'cards'} aria-label={name}>
        {p.rows.map((row) => {
          const to = rowTo?.(row);
          const on = p.selected.has(rowId(row));
          return (
            <li key={rowId(row)} className={on ? 'on' : undefined}>
              {bulk && (
                <label className="card-pick">
                  <input
                    type="checkbox"
                    checked={on}
                    onChange={() => p.toggle(row)}
                    aria-label={t('shell:table.select-row', { name: rowLabel(row) })}
                  />
                </label>
              )}
              <div className="card-body">
                <div className="card-name">
                  {to ? <Link to={to}>{primary?.cell(row)}</Link> : primary?.cell(row)}
                  {asides.length > 0 && (
                    <span className="card-aside">
                      {asides.map((c) => (
                        <span key={c.id}>{c.cell(row)}</span>
                      ))}
                    </span>
                  )}
                </div>
                <dl className="card-lines">
                  {lines.map((c) => (
                    <div key={c.id}>
                      <dt className={c.label ? undefined : 'vh'}>{c.label || t('shell:table.actions')}</dt>
                      <dd>{c.cell(row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function PhoneSort<Row>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sort: string | undefined;
  onSort: (sort: string) => void;
}) {
  const t = useT();
  const sortable = columns.filter((c) => sortName(c));
  if (sortable.length === 0) return null;
  return (
    <label className="phone-sort">
      {t('shell:table.sort-by')}
      <select className="inp" value={sort ?? ''} onChange={(event) => onSort(event.target.value)}>
        {sortable.flatMap((c) => [
          <option key={c.id} value={sortName(c)}>{`${c.label}, ${t('shell:table.sort-up')}`}</option>,
          <option
            key={`-${c.id}`}
            value={`-${sortName(c)}`}
          >{`${c.label}, ${t('shell:table.sort-down')}`}</option>,
        ])}
      </select>
    </label>
  );
}
