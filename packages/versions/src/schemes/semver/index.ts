import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'semver',
  aliases: ['nginx', 'github', 'githubactions', 'julia', 'bazel'],
  purlTypes: ['swift', 'github', 'julia', 'bitnami'],
  ecosystems: ['SwiftURL', 'GitHub Actions', 'Bitnami', 'Julia'],
  norm: 'https://semver.org/spec/v2.0.0.html',
  parse: parseSemantic,
  compare: compareSemantic,
});
