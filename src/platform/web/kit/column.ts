import type { ReactNode } from 'react';

export interface Column<Row> {
  /** Also the sort name, unless `sort` says another. */
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** The server can sort by it. */
  sort?: boolean | string;
  /** Figures and deadlines go right. */
  align?: 'end';
  /** The row's name: a link to the object, never cut. One a table. */
  primary?: boolean;
  /** Not shown until chosen. */
  hidden?: boolean;
  /** On phones: `aside` at the right of the name, `line` under it (default), `none`. */
  phone?: 'aside' | 'line' | 'none';
  /** Width as a class of table.css: `narrow`, `medium`. */
  width?: 'narrow' | 'medium';
}

export const sortName = <Row>(column: Column<Row>): string | undefined =>
  column.sort === true ? column.id : column.sort || undefined;
