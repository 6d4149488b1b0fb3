import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { GraphLink, GraphNode } from '../model/graph.ts';

export async function loadNodes(db: Db): Promise<GraphNode[]> {
  const { rows } = await sql<GraphNode>`
    select 'service' as kind, id, name from estate_services where retired_at is null
    union all select 'application', id, name from estate_applications where retired_at is null
    union all select 'asset', id, name from estate_assets where retired_at is null
    union all select 'supplier', id, name from estate_suppliers where retired_at is null`.execute(db);
  return rows;
}

export async function loadLinks(db: Db): Promise<GraphLink[]> {
  const { rows } = await sql<{
    fk: GraphNode['kind'];
    fi: string;
    tk: GraphNode['kind'];
    ti: string;
    type: string;
    is_degraded: boolean;
  }>`
    select from_kind as fk, from_id as fi, to_kind as tk, to_id as ti, type, is_degraded from estate_links`.execute(
    db,
  );
  return rows.map((r) => ({
    from: { kind: r.fk, id: r.fi },
    to: { kind: r.tk, id: r.ti },
    type: r.type,
    isDegraded: r.is_degraded,
  }));
}

/** Writes links, replacing the type and mode of those that exist. */
export async function upsertLinks(trx: Db, links: readonly GraphLink[]): Promise<void> {
  for (let i = 0; i < links.length; i += 1000) {
    const rows = links.slice(i, i + 1000).map((l) => ({
      fk: l.from.kind,
      fi: l.from.id,
      tk: l.to.kind,
      ti: l.to.id,
      type: l.type,
      d: l.isDegraded,
    }));
    await sql`
      insert into estate_links (from_kind, from_id, to_kind, to_id, type, is_degraded)
      select fk, fi, tk, ti, type, d from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(fk text, fi text, tk text, ti text, type text, d boolean)
      on conflict (from_kind, from_id, to_kind, to_id) do update set type = excluded.type, is_degraded = excluded.is_degraded`.execute(
      trx,
    );
  }
}

export async function deleteLink(trx: Db, link: Pick<GraphLink, 'from' | 'to'>): Promise<boolean> {
  const { rows } = await sql`
    delete from estate_links where from_kind = ${link.from.kind} and from_id = ${link.from.id}
      and to_kind = ${link.to.kind} and to_id = ${link.to.id} returning 1`.execute(trx);
  return rows.length > 0;
}
