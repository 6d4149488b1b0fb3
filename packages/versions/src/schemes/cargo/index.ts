import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'cargo',
  aliases: ['crates', 'rust'],
  purlTypes: ['cargo'],
  ecosystems: ['crates.io'],
  norm: 'https://doc.rust-lang.org/cargo/reference/resolver.html',
  parse: parseSemantic,
  compare: compareSemantic,
});
