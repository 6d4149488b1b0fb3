import { defineScheme } from '../../define-scheme.ts';
import {
  compareIdentifiers,
  compareSemantic,
  parseSemantic,
  readIdentifiers,
  type SemanticVersion,
} from '../../semantic.ts';

interface PubVersion extends SemanticVersion {
  buildParts: SemanticVersion['pre'];
}

function parse(raw: string): PubVersion | undefined {
  const version = parseSemantic(raw);
  return version && { ...version, buildParts: readIdentifiers(version.build) };
}

export default defineScheme<PubVersion>({
  id: 'pub',
  aliases: ['dart'],
  purlTypes: ['pub'],
  ecosystems: ['Pub'],
  norm: 'https://pub.dev/documentation/pub_semver/latest/',
  parse,
  // Unlike SemVer, pub orders by build metadata too.
  compare: (a, b) => compareSemantic(a, b) || compareIdentifiers(a.buildParts, b.buildParts),
});
