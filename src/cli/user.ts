import { parseArgs } from 'node:util';
import { ROLES, systemActor } from '../platform/auth/actor.ts';
import { InviteUser } from '../platform/auth/contract.ts';
import { addressOf } from '../platform/auth/links.ts';
import { changeUser, inviteUser, renewUserLink } from '../platform/auth/manage-users.ts';
import { findUser, listUsers } from '../platform/auth/store/users.ts';
import type { Platform } from '../platform/platform.ts';
import type { Command } from './command.ts';
import { translate } from './failure.ts';
import { readConfig } from './settings.ts';
import { withVigie } from './with-vigie.ts';

export const user: Command = {
  name: 'user',
  summary: 'Comptes / accounts (list | add EMAIL --name --role… | link EMAIL | disable EMAIL | enable EMAIL)',
  usage: (t) => t('platform:cli.user-usage', { roles: ROLES.join(', ') }),
  async run(argv, io) {
    const t = translate(io.env);
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', multiple: true },
      },
    });
    const [action = 'list', email] = positionals;
    const isGood = action === 'list' || (['add', 'link', 'disable', 'enable'].includes(action) && email);
    const config = isGood ? readConfig({ data: values.data }, io) : undefined;
    if (!isGood) io.stderr.write(`${t('platform:cli.user-usage', { roles: ROLES.join(', ') })}\n`);
    if (!config) return 2;
    return withVigie(config, 'user', async ({ platform }) => {
      if (action === 'list') return list(platform, (line) => io.stdout.write(`${line}\n`));
      if (action === 'add') {
        const input = InviteUser.safeParse({
          email,
          name: values.name ?? email,
          roles: values.role ?? ['reader'],
          locale: platform.config.locale,
        });
        if (!input.success) {
          io.stderr.write(
            `${input.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n')}\n`,
          );
          return 2;
        }
        const { path } = await inviteUser(platform, systemActor, input.data);
        io.stdout.write(`${t('platform:cli.user-link', { email, url: addressOf(platform, path) })}\n`);
        return 0;
      }
      const found = await findUser(platform.db, { email: email ?? '' });
      if (!found) {
        io.stderr.write(`${t('platform:cli.user-unknown', { email })}\n`);
        return 2;
      }
      if (action === 'link') {
        const { path } = await renewUserLink(platform, systemActor, found.id);
        io.stdout.write(`${t('platform:cli.user-link', { email, url: addressOf(platform, path) })}\n`);
        return 0;
      }
      await changeUser(platform, systemActor, found.id, {
        state: action === 'enable' ? 'active' : 'disabled',
      });
      io.stdout.write(`${t('platform:cli.user-changed', { email })}\n`);
      return 0;
    });
  },
};

async function list(platform: Platform, write: (line: string) => void): Promise<number> {
  const { rows } = await listUsers(platform.db, { page: 1, size: 1000 });
  for (const { email, name, roles, state } of rows) write([email, state, roles.join(','), name].join('\t'));
  return 0;
}
