import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'npm',
  aliases: ['node', 'nodejs', 'javascript'],
  purlTypes: ['npm', 'vscode-extension'],
  ecosystems: ['npm', 'VSCode'],
  norm: 'https://github.com/npm/node-semver',
  parse: parseSemantic,
  compare: compareSemantic,
});
