import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'npm',
  purlTypes: ['npm'],
  ecosystems: ['npm'],
  norm: 'https://semver.org/spec/v2.0.0.html',
  parse: parseSemantic,
  compare: compareSemantic,
});
