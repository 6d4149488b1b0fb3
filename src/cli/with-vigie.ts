import { type Assembled, assemble } from '../main.ts';
import type { Config } from '../platform/config/config.ts';

/** Runs a use case on a stopped installation (or on a database server), then closes it. */
export async function withVigie(
  config: Config,
  purpose: string,
  work: (vigie: Assembled) => Promise<number>,
): Promise<number> {
  const vigie = await assemble(config, {
    purpose,
    onCrash: (reason) => {
      process.stderr.write(`${reason}\n`);
      process.exit(1);
    },
  });
  try {
    return await work(vigie);
  } finally {
    await vigie.close();
  }
}
