import type { Command } from './command.ts';
import { runServer } from './serve.ts';

export const demo: Command = {
  name: 'demo',
  summary: 'Démarre sur la démonstration, connecté / starts on the demonstration, signed in',
  usage: (t) => t('platform:cli.demo-usage'),
  run: (argv, io) => runServer([...argv, '--demo'], io),
};
