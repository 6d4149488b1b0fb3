import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'semver',
  purlTypes: ['swift', 'github'],
  ecosystems: ['SwiftURL', 'GitHub Actions'],
  norm: 'https://semver.org/spec/v2.0.0.html',
  parse: parseSemantic,
  compare: compareSemantic,
});
