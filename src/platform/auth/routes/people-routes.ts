import type { App } from '../../http/app.ts';
import type { Platform } from '../../platform.ts';
import { ROLES } from '../actor.ts';
import {
  ChangeUser,
  Done,
  Id,
  InviteUser,
  RolesMatrix,
  Sessions,
  Tokens,
  UserPage,
  UserQuery,
  UserRow,
  UserWithLink,
} from '../contract.ts';
import type { Grants } from '../grants.ts';
import { addressOf } from '../links.ts';
import { changeUser, type Invited, inviteUser, renewUserLink } from '../manage-users.ts';
import { presentToken, presentUser } from '../present.ts';
import { openSessions, revokeSession } from '../sign-out.ts';
import { listTokens } from '../store/tokens.ts';
import { listUsers, withPasskey } from '../store/users.ts';
import { endToken } from '../tokens.ts';

const tags = ['platform'];
const manage = { permission: 'platform:user:manage', recent: true } as const;
const done = { done: true } as const;

/** People, their roles, and what they have open. */
export function peopleRoutes(app: App, p: Platform, grants: () => Grants): void {
  app.get(
    '/api/platform/users',
    {
      config: { permission: 'platform:user:read' },
      schema: { tags, summary: 'People', querystring: UserQuery, response: { 200: UserPage } },
    },
    async (req) => {
      const { rows, total } = await listUsers(p.db, req.query);
      const holders = await withPasskey(
        p.db,
        rows.map((r) => r.id),
      );
      const { page, size } = req.query;
      return { items: rows.map((r) => presentUser(r, holders.has(r.id))), total, page, size };
    },
  );
  app.post(
    '/api/platform/users',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Invite a person; the link is shown this once',
        body: InviteUser,
        response: { 200: UserWithLink },
      },
    },
    async (req) => withLink(p, await inviteUser(p, req.actor, req.body)),
  );
  app.post(
    '/api/platform/users/:id/link',
    {
      config: manage,
      schema: {
        tags,
        summary: 'A new invitation or reset link',
        params: Id,
        response: { 200: UserWithLink },
      },
    },
    async (req) => withLink(p, await renewUserLink(p, req.actor, req.params.id)),
  );
  app.patch(
    '/api/platform/users/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Change name, roles or state; one admin always remains',
        params: Id,
        body: ChangeUser,
        response: { 200: UserRow },
      },
    },
    async (req) => {
      const user = await changeUser(p, req.actor, req.params.id, req.body);
      return presentUser(user, (await withPasskey(p.db, [user.id])).size > 0);
    },
  );
  app.get(
    '/api/platform/roles',
    {
      config: { signedIn: true },
      schema: { tags, summary: 'Which role may do what', response: { 200: RolesMatrix } },
    },
    async () => ({
      roles: [...ROLES],
      permissions: grants().all.map((g) => ({ ...g, roles: [...g.roles] })),
    }),
  );
  app.get(
    '/api/platform/sessions',
    {
      config: { permission: 'platform:session:manage' },
      schema: { tags, summary: 'All open sessions', response: { 200: Sessions } },
    },
    async (req) => ({ items: await openSessions(p, undefined, req.session?.hash) }),
  );
  app.delete(
    '/api/platform/sessions/:id',
    {
      config: { permission: 'platform:session:manage' },
      schema: { tags, summary: "End anybody's session", params: Id, response: { 200: Done } },
    },
    async (req) => {
      await revokeSession(p, req.actor, req.params.id);
      return done;
    },
  );
  app.get(
    '/api/platform/tokens',
    {
      config: { permission: 'platform:token:manage' },
      schema: { tags, summary: 'All API tokens', response: { 200: Tokens } },
    },
    async () => ({ items: (await listTokens(p.db)).map(presentToken) }),
  );
  app.delete(
    '/api/platform/tokens/:id',
    {
      config: { permission: 'platform:token:manage' },
      schema: { tags, summary: "Revoke anybody's token", params: Id, response: { 200: Done } },
    },
    async (req) => {
      await endToken(p, req.actor, req.params.id);
      return done;
    },
  );
}

async function withLink(p: Platform, { user, path, mailed }: Invited) {
  return { user: presentUser(user, false), link: addressOf(p, path), mailed };
}
