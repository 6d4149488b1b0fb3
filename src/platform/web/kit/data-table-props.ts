import type { ReactNode } from 'react';
import type { Query } from '../api.ts';
import type { Column } from './column.ts';
import type { Filter } from './filter-bar.tsx';
import type { View } from './views.tsx';

export interface DataTableProps<Row> {
  /** Said to screen readers, and the export's name. */
  name: string;
  /** Stable id of the list, for saved views: `exposure.findings`. */
  list: string;
  /** A list of the API (`PageQuery` and filters in, `pageOf` out). */
  path: string;
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** The row in words, for its check box and its link. */
  rowLabel: (row: Row) => string;
  rowTo?: (row: Row) => string;
  filters?: readonly Filter[];
  views?: readonly View[];
  /** Always in the query (the list of one service). */
  fixed?: Query;
  defaultSort?: string;
  defaultSize?: number;
  searchPlaceholder?: string;
  /** The list answers `?format=csv`; or another path that does. */
  exportable?: boolean;
  exportPath?: string;
  /** What is done with several rows: says what the selection hurts, offers actions. Turns check boxes on. */
  bulk?: (rows: readonly Row[], clear: () => void) => { summary?: ReactNode; actions: ReactNode };
  /** A row read beside the list (Space). */
  preview?: (row: Row) => ReactNode;
  /** One letter, one act on the current row: J, K, X, Enter, Space and / are taken. */
  rowActs?: Readonly<Record<string, (row: Row) => void>>;
  /** 48 px rows with a second line, when the name is a sentence. */
  tall?: boolean;
  empty?: ReactNode;
  /** No search box, no chips: a short list inside a page. */
  plain?: boolean;
}
