import { useNavigate } from '@tanstack/react-router';
import { Columns3, Download } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { sentenceOf } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Button } from './button.tsx';
import type { Column } from './column.ts';
import { ColumnChoice } from './column-choice.tsx';
import { DesktopRows, PhoneRows, type RowsProps } from './data-rows.tsx';
import type { DataTableProps } from './data-table-props.ts';
import { Empty } from './empty.tsx';
import { type Filter, FilterBar } from './filter-bar.tsx';
import { Pager } from './pager.tsx';
import { useList } from './use-list.ts';
import { useNarrow } from './use-narrow.ts';
import { useRowKeys } from './use-row-keys.ts';
import { type View, ViewTabs } from './views.tsx';

const NO_FILTERS: readonly Filter[] = [];
const NO_VIEWS: readonly View[] = [];

/** A list of the API: views, criteria, sort, pages, columns, selection, preview, keys; all of it in the address. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useT();
  const f = useFormat();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const filters = props.filters ?? NO_FILTERS;
  const views = props.views ?? NO_VIEWS;
  const list = useList<Row>({
    path: props.path,
    filters,
    views,
    fixed: props.fixed,
    defaultSort: props.defaultSort,
    defaultSize: props.defaultSize ?? 50,
  });
  const rows = list.result.data?.items ?? [];
  const [current, setCurrent] = useState(-1);
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const [choosing, setChoosing] = useState(false);
  const shown = useColumns(props.columns, list.search.cols);

  const toggle = (row: Row) =>
    setSelected((before) => {
      const next = new Map(before);
      const id = props.rowId(row);
      if (!next.delete(id)) next.set(id, row);
      return next;
    });
  const togglePage = () =>
    setSelected((before) => {
      const everyone = rows.every((row) => before.has(props.rowId(row)));
      const next = new Map(before);
      for (const row of rows) {
        if (everyone) next.delete(props.rowId(row));
        else next.set(props.rowId(row), row);
      }
      return next;
    });
  const previewId = list.search.row;
  const previewed = rows.find((row) => props.rowId(row) === previewId);
  const showPreview = (row: Row) =>
    props.preview && list.change({ row: previewId === props.rowId(row) ? undefined : props.rowId(row) });
  const at = (index: number) => rows[index];
  useRowKeys({
    box,
    count: rows.length,
    current,
    enabled: !narrow && !props.plain,
    move: (index) => {
      setCurrent(index);
      box.current?.querySelectorAll<HTMLElement>('.row-link')[index]?.focus();
      const row = at(index);
      if (row && previewId !== undefined && props.preview) list.change({ row: props.rowId(row) });
    },
    select: (index) => {
      const row = at(index);
      if (row && props.bulk) toggle(row);
    },
    open: (index) => {
      const row = at(index);
      if (row && props.rowTo) void navigate({ to: props.rowTo(row) as string });
    },
    preview: (index) => {
      const row = at(index);
      if (row) showPreview(row);
    },
    acts:
      props.rowActs &&
      Object.fromEntries(
        Object.entries(props.rowActs).map(([letter, run]) => [
          letter,
          (index: number) => {
            const row = at(index);
            if (row) run(row);
          },
        ]),
      ),
  });

  const clear = () => setSelected(new Map());
  const bulk = selected.size > 0 && props.bulk ? props.bulk([...selected.values()], clear) : undefined;
  const data = list.result.data;
  const count = data
    ? data.total === 0
      ? ''
      : t('shell:table.range', {
          from: f.number((data.page - 1) * data.size + 1),
          to: f.number((data.page - 1) * data.size + data.items.length),
          total: f.number(data.total),
        })
    : '';
  const rowsProps: RowsProps<Row> = {
    table: props,
    columns: shown,
    rows,
    sort: list.sort,
    onSort: (sort) => list.change({ sort, page: undefined }),
    current,
    onCurrent: setCurrent,
    selected,
    toggle,
    togglePage,
    previewId,
    onPreview: props.preview ? showPreview : undefined,
    stale: list.result.isPlaceholderData,
  };
  const hasCriteria = Object.keys(list.criteria).length > 0;
  return (
    <div className={previewed && !narrow ? 'list with-preview' : 'list'} ref={box}>
      <div className="list-main">
        {!props.plain && (
          <div className="list-head">
            <ViewTabs list={props.list} views={views} search={list.search} criteria={list.criteria} />
            <div className="list-tools">
              <Button
                tone="quiet"
                size="small"
                icon={<Columns3 className="i" aria-hidden="true" />}
                onPress={() => setChoosing(true)}
              >
                {t('shell:table.columns')}
              </Button>
              {(props.exportable || props.exportPath) && (
                <a className="btn q sm" href={list.exportUrl('csv', props.exportPath)} download>
                  <Download className="i" aria-hidden="true" />
                  {t('shell:table.export')}
                </a>
              )}
            </div>
          </div>
        )}
        {!props.plain && (
          <FilterBar
            filters={filters}
            values={list.criteria}
            onChange={(id, value) => list.narrow({ [id]: value })}
            q={list.search.q ?? ''}
            onSearch={(q) => list.narrow({ q: q || undefined })}
            {...(props.searchPlaceholder ? { placeholder: props.searchPlaceholder } : {})}
            count={count}
          />
        )}
        {list.result.isPending && (
          <p className="waiting in-list" role="status">
            {t('shell:state.loading-list')}
          </p>
        )}
        {list.result.isError && (
          <Empty
            title={t('shell:table.failed')}
            action={<Button onPress={() => void list.result.refetch()}>{t('shell:actions.retry')}</Button>}
          >
            {sentenceOf(list.result.error)}
          </Empty>
        )}
        {data &&
          rows.length === 0 &&
          (hasCriteria ? (
            <Empty
              title={t('shell:table.none-title')}
              action={
                <Button
                  onPress={() =>
                    list.narrow(Object.fromEntries(Object.keys(list.criteria).map((k) => [k, undefined])))
                  }
                >
                  {t('shell:table.clear-filters')}
                </Button>
              }
            >
              {t('shell:table.none')}
            </Empty>
          ) : (
            (props.empty ?? <Empty title={t('shell:table.empty')} />)
          ))}
        {rows.length > 0 && (narrow ? <PhoneRows {...rowsProps} /> : <DesktopRows {...rowsProps} />)}
        {data && (
          <Pager
            page={data.page}
            size={data.size}
            total={data.total}
            onPage={(page) => list.change({ page: String(page) }, { push: true })}
          />
        )}
        {bulk && (
          <section className="bulk" aria-label={t('shell:table.selected', { count: selected.size })}>
            <b role="status">{t('shell:table.selected', { count: selected.size })}</b>
            {bulk.summary && <span>{bulk.summary}</span>}
            <div className="acts">
              {bulk.actions}
              <Button size="small" tone="quiet" onPress={clear}>
                {t('shell:table.unselect')}
              </Button>
            </div>
          </section>
        )}
      </div>
      {previewed && !narrow && props.preview && (
        <aside className="preview" aria-label={t('shell:table.preview')}>
          {props.preview(previewed)}
        </aside>
      )}
      <ColumnChoice
        open={choosing}
        onClose={() => setChoosing(false)}
        columns={props.columns}
        shown={shown.map((c) => c.id)}
        onChange={(ids) => list.change({ cols: ids?.join(',') })}
      />
    </div>
  );
}

function useColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: string | undefined,
): readonly Column<Row>[] {
  return useMemo(() => {
    const ids = chosen?.split(',');
    return columns.filter((c) => c.primary || (ids ? ids.includes(c.id) : !c.hidden));
  }, [columns, chosen]);
}
