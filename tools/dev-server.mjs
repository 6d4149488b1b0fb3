// What `npm run dev` watches and restarts: `vigie serve` from the sources.
const { run } = await import('../src/cli/index.ts');
process.exitCode = await run(['serve', ...process.argv.slice(2)]);
