import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'hex',
  aliases: ['elixir', 'erlang', 'mix'],
  purlTypes: ['hex', 'otp'],
  ecosystems: ['Hex'],
  norm: 'https://hexdocs.pm/elixir/Version.html',
  parse: parseSemantic,
  compare: compareSemantic,
});
