import type { Actor } from '../platform/auth/actor.ts';
import type { SearchHit } from '../platform/domain.ts';
import type { Platform } from '../platform/platform.ts';
import { AdvisoryQuery, NoticeQuery } from './contract.ts';
import { listAdvisories } from './store/advisories.ts';
import { listNotices } from './store/notices.ts';

/** Vulnerabilities and CERT-FR notices for the command palette. */
export async function searchWatch(p: Platform, actor: Actor, q: string): Promise<SearchHit[]> {
  if (!actor.permissions.has('watch:advisory:read')) return [];
  const advisories = await listAdvisories(p.db, AdvisoryQuery.parse({ q, size: 6 }));
  const notices = await listNotices(p.db, NoticeQuery.parse({ q, size: 4 }));
  return [
    ...advisories.rows.map((r) => ({
      kind: 'watch.advisory',
      id: r.id,
      title: r.id,
      subtitle: r.title,
      href: `/veille/avis/${encodeURIComponent(r.id)}`,
    })),
    ...notices.rows.map((n) => ({
      kind: 'watch.notice',
      id: n.reference,
      title: n.reference,
      subtitle: n.title,
      href: `/veille/certfr?q=${encodeURIComponent(n.reference)}`,
    })),
  ];
}
