import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

export default defineScheme<SemanticVersion>({
  id: 'nuget',
  aliases: ['dotnet', '.net'],
  purlTypes: ['nuget'],
  ecosystems: ['NuGet'],
  norm: 'https://learn.microsoft.com/nuget/concepts/package-versioning',
  // Labels are compared without case.
  parse: (raw) => parseSemantic(raw.toLowerCase()),
  compare: compareSemantic,
});
