import process from 'node:process';
import type { Command, Io } from './command.ts';

/** Each command is loaded when asked for: `vigie match` must not pay for the server. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serve,
  demo: async () => (await import('./demo.ts')).demo,
  match: async () => (await import('./match.ts')).match,
  versions: async () => (await import('./versions.ts')).versions,
  cvss: async () => (await import('./cvss.ts')).cvss,
  cpe: async () => (await import('./cpe.ts')).cpe,
  certfr: async () => (await import('./certfr.ts')).certfr,
  import: async () => (await import('./import.ts')).importInventory,
  feeds: async () => (await import('./feeds.ts')).feeds,
  user: async () => (await import('./user.ts')).user,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  doctor: async () => (await import('./doctor.ts')).doctor,
  move: async () => (await import('./move.ts')).move,
};

/** Runs `vigie <command> …` and returns the exit code. */
export async function run(argv: readonly string[], io: Io = processIo()): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await writeHelp(io);
    return name === undefined ? 2 : 0;
  }
  const load = commands[name];
  if (!load) {
    io.stderr.write(`vigie: ${name}: commande inconnue / unknown command (vigie --help)\n`);
    return 2;
  }
  try {
    const command = await load();
    if (command.usage && asksHelp(rest)) {
      const { translate } = await import('./failure.ts');
      io.stdout.write(`${command.usage(translate(io.env))}\n`);
      return 0;
    }
    return await command.run(rest, io);
  } catch (error) {
    if (isBadOption(error)) {
      io.stderr.write(`vigie ${name}: ${error.message.split('. ')[0]} (vigie ${name} --help)\n`);
      return 2;
    }
    // With the texts of the whole house, which a command that succeeds does not need.
    const { describeFailure } = await import('./failure.ts');
    io.stderr.write(`${describeFailure(error, io.env)}\n`);
    return 2;
  }
}

/** Before `--` only: after it, a file may be called so. */
function asksHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).some((word) => word === '--help' || word === '-h');
}

/** `parseArgs` tells an unknown or ill-formed option by these codes. */
function isBadOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
}

async function writeHelp(io: Io): Promise<void> {
  const lines = ['vigie <commande> [options]', ''];
  for (const [name, load] of Object.entries(commands)) {
    const { summary } = await load();
    lines.push(`  ${name.padEnd(10)} ${summary}`);
  }
  lines.push('', '  vigie <commande> --help');
  io.stdout.write(`${lines.join('\n')}\n`);
}

function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  };
}
