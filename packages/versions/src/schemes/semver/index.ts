import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'semver',
  aliases: [
    'semver2',
    'semantic',
    'nginx',
    'github',
    'githubactions',
    'gitlab',
    'julia',
    'bazel',
    'swift',
    'mattermost',
    'cve-semver',
  ],
  purlTypes: ['swift', 'github', 'julia', 'bitnami'],
  ecosystems: ['SwiftURL', 'GitHub Actions', 'Bitnami', 'Julia'],
  norm: 'https://semver.org/spec/v2.0.0.html',
  parse: parseSemantic,
  compare: compareSemantic,
});
