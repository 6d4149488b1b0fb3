import { BookmarkPlus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { del, type Query, useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { useCan } from '../session.ts';
import { Button } from './button.tsx';
import { Confirm } from './dialog.tsx';
import { Link } from './link.tsx';
import type { Search } from './list-state.ts';

/** A view the product offers: a name and the criteria it stands for. */
export interface View {
  id: string;
  label: string;
  search: Record<string, string>;
  /** Path and query whose `total` is shown beside the name. */
  count?: { path: string; query?: Query };
}

interface SavedView {
  id: string;
  name: string;
  search: Record<string, string>;
  shared: boolean;
  mine: boolean;
}

const VIEWS = '/api/platform/views';
const VIEW_SHARE = 'platform:view:share';
// The form (and zod with it) comes when a view is saved, not with every list.
const SaveView = lazy(() => import('./save-view.tsx').then((m) => ({ default: m.SaveView })));

export interface ViewTabsProps {
  list: string;
  views: readonly View[];
  search: Search;
  /** The criteria in the address, without page, selection and view. */
  criteria: Record<string, string>;
}

/** Views as tabs: those of the product, then those people saved. */
export function ViewTabs({ list, views, search, criteria }: ViewTabsProps) {
  const t = useT();
  const saved = useApi<{ items: SavedView[] }>(VIEWS, { list }, { keep: true });
  const [saving, setSaving] = useState(false);
  const [deleting, setDeleting] = useState<SavedView>();
  const own = (saved.data?.items ?? []).map((v) => ({ id: v.id, label: v.name, search: v.search }));
  const all: View[] = [...views, ...own];
  const current = search.view ?? views[0]?.id;
  const open = all.find((v) => v.id === current);
  const mine = saved.data?.items.find((v) => v.id === current && v.mine);
  const changed =
    open !== undefined && JSON.stringify(sorted(open.search)) !== JSON.stringify(sorted(criteria));
  const mayShare = useCan()(VIEW_SHARE);
  return (
    <nav className="views" aria-label={t('shell:views.label')}>
      {all.map((view) => (
        <Link
          key={view.id}
          to="."
          className="view"
          search={{ ...view.search, view: view.id }}
          {...(view.id === current ? { 'aria-current': 'true' as const } : {})}
        >
          {view.label}
          {view.count && <ViewCount count={view.count} />}
        </Link>
      ))}
      {changed && (
        <Button
          tone="quiet"
          size="small"
          className="view-save"
          icon={<BookmarkPlus className="i" aria-hidden="true" />}
          onPress={() => setSaving(true)}
        >
          {t('shell:views.save')}
        </Button>
      )}
      {mine && (
        <Button
          tone="quiet"
          size="small"
          iconOnly
          icon={<Trash2 className="i" aria-hidden="true" />}
          aria-label={t('shell:views.delete')}
          onPress={() => setDeleting(mine)}
        />
      )}
      {saving && (
        <Suspense>
          <SaveView list={list} criteria={criteria} mayShare={mayShare} onClose={() => setSaving(false)} />
        </Suspense>
      )}
      <Confirm
        open={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title={t('shell:views.delete')}
        action={t('shell:actions.delete')}
        danger
        run={async () => {
          if (deleting) await del(`${VIEWS}/${deleting.id}`);
          await saved.refetch();
        }}
      >
        {deleting?.name}
      </Confirm>
    </nav>
  );
}

function ViewCount({ count }: { count: NonNullable<View['count']> }) {
  const f = useFormat();
  const { data } = useApi<{ total: number }>(count.path, { ...count.query, size: 1 }, { keep: true });
  return data ? <span className="n">{f.number(data.total)}</span> : null;
}

const sorted = (record: Record<string, string>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
