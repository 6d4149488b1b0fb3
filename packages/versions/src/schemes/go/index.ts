import { defineScheme } from '../../define-scheme.ts';
import { compareSemantic, parseSemantic, type SemanticVersion } from '../../semantic.ts';

/** Module versions are SemVer with `v`; releases of Go itself write `go1.21rc2`. */
function parse(raw: string): SemanticVersion | undefined {
  const text = raw.trim().replace(/^go(?=\d)/, '');
  return parseSemantic(text.replace(/^(v?\d+(?:\.\d+)*)(alpha|beta|rc)(\d+)$/, '$1-$2.$3'));
}

export default defineScheme<SemanticVersion>({
  id: 'go',
  aliases: ['golang', 'gomod', 'go-module'],
  purlTypes: ['golang'],
  ecosystems: ['Go'],
  norm: 'https://go.dev/ref/mod#versions',
  parse,
  compare: compareSemantic,
});
