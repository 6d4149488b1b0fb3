import { BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { del, post, type Query, useAction, useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { useCan } from '../session.ts';
import { Button } from './button.tsx';
import { Confirm, Dialog } from './dialog.tsx';
import { Form } from './form.tsx';
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
const ViewForm = z.object({ name: z.string().trim().min(1).max(60), shared: z.boolean() });

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
  const save = useAction({
    run: (input: z.output<typeof ViewForm>) => post<SavedView>(VIEWS, { list, ...input, search: criteria }),
    refresh: [VIEWS],
    done: 'shell:views.saved',
    silentErrors: true,
  });
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
      <Dialog open={saving} onClose={() => setSaving(false)} title={t('shell:views.save')} width="narrow">
        <Form
          schema={ViewForm}
          labels="shell:views"
          initial={{ shared: false }}
          fields={{ shared: { hidden: !mayShare } }}
          submit={t('shell:actions.save')}
          onSubmit={(input) => save.mutateAsync(input)}
          onDone={() => setSaving(false)}
          onCancel={() => setSaving(false)}
          guard={false}
          autoFocus
        />
      </Dialog>
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
