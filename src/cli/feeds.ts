import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemActor } from '../platform/auth/actor.ts';
import { feedHealth } from '../watch/assess-staleness.ts';
import { allFeeds } from '../watch/feeds/find-feed.ts';
import { importFeedFile } from '../watch/import-feed-file.ts';
import { pullFeed } from '../watch/pull-feed.ts';
import type { RunRow } from '../watch/store/tables.ts';
import type { Command } from './command.ts';
import { cliLocale, describeFailure, translate } from './failure.ts';
import { readConfig } from './settings.ts';
import { withVigie } from './with-vigie.ts';

export const feeds: Command = {
  name: 'feeds',
  summary:
    'Sources : état, mise à jour, fichiers / sources: health, pull, files (list | pull ID… | file ID PATH)',
  usage: (t) => t('platform:cli.feeds-usage'),
  async run(argv, io) {
    const t = translate(io.env);
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { data: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [action = 'list', ...rest] = positionals;
    const isGood =
      (action === 'list' && rest.length === 0) ||
      action === 'pull' ||
      (action === 'file' && rest.length === 2);
    const config = isGood ? readConfig({ data: values.data }, io) : undefined;
    if (!isGood) io.stderr.write(`${t('platform:cli.feeds-usage')}\n`);
    if (!config) return 2;
    return withVigie(config, 'feeds', async ({ platform, settle }) => {
      const tell = (run: RunRow) => {
        const { feed_id, state, seen, created, changed, removed, bad } = run;
        const facts = { feed: feed_id, state, seen, created, changed, removed, bad };
        io.stdout.write(`${values.json ? JSON.stringify(facts) : t('platform:cli.fed', facts)}\n`);
      };
      if (action === 'list') {
        for (const health of await feedHealth(platform.db, platform.clock.now())) {
          const title = health.title[cliLocale(io.env)];
          const at = health.lastSuccessAt?.toISOString() ?? '-';
          const line = values.json
            ? JSON.stringify(health)
            : `${health.id.padEnd(16)} ${health.state.padEnd(10)} ${at}  ${title}`;
          io.stdout.write(`${line}\n`);
        }
        return 0;
      }
      let failed = 0;
      const [feedId = '', path = ''] = rest;
      const isOn = new Map(
        (await feedHealth(platform.db, platform.clock.now())).map((f) => [f.id, f.state !== 'disabled']),
      );
      const ids =
        action === 'file'
          ? [feedId]
          : rest.length > 0
            ? rest
            : allFeeds.map((f) => f.id).filter((id) => isOn.get(id));
      for (const id of ids) {
        try {
          tell(
            action === 'file'
              ? await importFeedFile(platform, systemActor, { feedId: id, path: resolve(io.cwd, path) })
              : await pullFeed(platform, systemActor, { feedId: id }),
          );
        } catch (error) {
          // One source that fails leaves the others to be asked.
          failed++;
          io.stderr.write(`${id}: ${describeFailure(error, io.env)}\n`);
        }
      }
      await settle();
      return failed > 0 ? 1 : 0;
    });
  },
};
