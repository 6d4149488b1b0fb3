import { type CvssScore, scoreVector } from '@vigie/cvss';
import type { Command, Io } from './command.ts';
import { type Answer, answerLines, type Row, textField } from './json-lines.ts';
import { cliLocale } from './locale.ts';

const USAGE = {
  fr: `vigie cvss VECTEUR…
vigie cvss --stdin

  VECTEUR…   vecteurs CVSS 2.0, 3.0, 3.1 ou 4.0 ; écrit la note de base de chacun, une par ligne
  --stdin    lit des lignes JSON {"vector"} et rend chacune avec "score", "overall", "severity" et "version",
             ou "error" si le vecteur enfreint une règle de sa version

  "score" est la note de base (en 4.0, celle de toutes les métriques) ; "overall" compte toutes les métriques données.
  Code de sortie : 0, ou 2 si un vecteur de la commande ou une ligne est illisible (nommé sur stderr).
`,
  en: `vigie cvss VECTOR…
vigie cvss --stdin

  VECTOR…    vectors of CVSS 2.0, 3.0, 3.1 or 4.0; writes the base score of each, one a line
  --stdin    reads JSON lines {"vector"} and gives each back with "score", "overall", "severity" and "version",
             or "error" when the vector breaks a rule of its version

  "score" is the base score (4.0: that of all metrics); "overall" counts every metric given.
  Exit code: 0, or 2 when a vector of the command or a line cannot be read (named on stderr).
`,
};

/** Invented texts are shown cut, and without what could move a terminal's cursor. */
const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

function describe({ score, overall, severity, version }: CvssScore): Row {
  return { score, overall, severity, version };
}

function answer(row: Row): Answer {
  const vector = textField(row, 'vector');
  if ('wrong' in vector) return vector.wrong;
  const scored = scoreVector(vector.text);
  return scored === undefined ? { error: `not a CVSS vector: ${shown(vector.text)}` } : describe(scored);
}

function scoreAll(vectors: readonly string[], io: Io): number {
  let bad = 0;
  for (const vector of vectors) {
    const scored = scoreVector(vector);
    if (scored === undefined) {
      bad++;
      io.stderr.write(
        `vigie cvss: ${shown(vector)}: ${cliLocale(io.env) === 'fr' ? 'pas un vecteur CVSS' : 'not a CVSS vector'}\n`,
      );
    } else io.stdout.write(`${scored.score.toFixed(1)}\n`);
  }
  return bad > 0 ? 2 : 0;
}

/** `vigie cvss`: scores of vectors, without a database. */
export const cvss: Command = {
  name: 'cvss',
  summary: 'note des vecteurs CVSS 2.0 à 4.0 / scores of CVSS vectors 2.0 to 4.0',
  async run(argv, io) {
    const usage = USAGE[cliLocale(io.env)];
    if (argv.includes('--help') || argv.includes('-h')) {
      io.stdout.write(usage);
      return 0;
    }
    if (argv.length === 1 && argv[0] === '--stdin') return await answerLines('cvss', io, answer);
    if (argv.length > 0 && !argv.some((word) => word.startsWith('-'))) return scoreAll(argv, io);
    io.stderr.write(usage);
    return 2;
  },
};
