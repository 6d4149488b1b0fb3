/** Versions of CVSS that are scored. */
export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';

/** The metrics of one vector. */
export type Metrics = ReadonlyMap<string, string>;

/** Base score, and the score of all the metrics given. */
export interface Scores {
  base: number;
  overall: number;
}

/** Metrics of a CVSS version: the mandatory ones, then the optional ones, each with its values. */
interface Grammar {
  prefix: string;
  mandatory: Readonly<Record<string, string>>;
  optional: Readonly<Record<string, string>>;
}

const grammar3 = (prefix: string): Grammar => ({
  prefix,
  // https://www.first.org/cvss/v3.1/specification-document §6
  mandatory: {
    AV: 'N A L P',
    AC: 'L H',
    PR: 'N L H',
    UI: 'N R',
    S: 'U C',
    C: 'H L N',
    I: 'H L N',
    A: 'H L N',
  },
  optional: {
    E: 'X H F P U',
    RL: 'X U W T O',
    RC: 'X C R U',
    CR: 'X H M L',
    IR: 'X H M L',
    AR: 'X H M L',
    MAV: 'X N A L P',
    MAC: 'X L H',
    MPR: 'X N L H',
    MUI: 'X N R',
    MS: 'X U C',
    MC: 'X N L H',
    MI: 'X N L H',
    MA: 'X N L H',
  },
});

const grammars: Readonly<Record<CvssVersion, Grammar>> = {
  '2.0': {
    prefix: '',
    // https://www.first.org/cvss/v2/guide §2.4
    mandatory: { AV: 'L A N', AC: 'H M L', Au: 'M S N', C: 'N P C', I: 'N P C', A: 'N P C' },
    optional: {
      E: 'U POC F H ND',
      RL: 'OF TF W U ND',
      RC: 'UC UR C ND',
      CDP: 'N L LM MH H ND',
      TD: 'N L M H ND',
      CR: 'L M H ND',
      IR: 'L M H ND',
      AR: 'L M H ND',
    },
  },
  '3.0': grammar3('CVSS:3.0/'),
  '3.1': grammar3('CVSS:3.1/'),
  '4.0': {
    prefix: 'CVSS:4.0/',
    // https://www.first.org/cvss/v4.0/specification-document §7
    mandatory: {
      AV: 'N A L P',
      AC: 'L H',
      AT: 'N P',
      PR: 'N L H',
      UI: 'N P A',
      VC: 'H L N',
      VI: 'H L N',
      VA: 'H L N',
      SC: 'H L N',
      SI: 'H L N',
      SA: 'H L N',
    },
    optional: {
      E: 'X A P U',
      CR: 'X H M L',
      IR: 'X H M L',
      AR: 'X H M L',
      MAV: 'X N A L P',
      MAC: 'X L H',
      MAT: 'X N P',
      MPR: 'X N L H',
      MUI: 'X N P A',
      MVC: 'X H L N',
      MVI: 'X H L N',
      MVA: 'X H L N',
      MSC: 'X H L N',
      MSI: 'X S H L N',
      MSA: 'X S H L N',
      S: 'X N P',
      AU: 'X N Y',
      R: 'X A U I',
      V: 'X D C',
      RE: 'X L M H',
      U: 'X Clear Green Amber Red',
    },
  },
};

/** Longest vector that is read; the longest valid one has fewer than 200 characters. */
const MAX_VECTOR_LENGTH = 512;

/** The version of a vector and its metrics in their standard order; `undefined` when a rule is broken. */
export function readVector(
  text: string,
): { version: CvssVersion; vector: string; metrics: Metrics } | undefined {
  if (text.length > MAX_VECTOR_LENGTH) return undefined;
  const bare = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .replace(/\/$/, '');
  const version = versionOf(bare);
  if (version === undefined) return undefined;
  const { prefix, mandatory, optional } = grammars[version];
  const metrics = new Map<string, string>();
  for (const pair of bare.slice(bare.startsWith('CVSS:') ? bare.indexOf('/') + 1 : 0).split('/')) {
    const colon = pair.indexOf(':');
    const name = pair.slice(0, Math.max(colon, 0));
    const values = ownText(mandatory, name) ?? ownText(optional, name);
    // A metric given twice makes the vector invalid in every version.
    if (values === undefined || metrics.has(name) || !values.split(' ').includes(pair.slice(colon + 1)))
      return undefined;
    metrics.set(name, pair.slice(colon + 1));
  }
  if (Object.keys(mandatory).some((name) => !metrics.has(name))) return undefined;
  const names = [...Object.keys(mandatory), ...Object.keys(optional)].filter((name) => metrics.has(name));
  const vector = prefix + names.map((name) => `${name}:${metrics.get(name)}`).join('/');
  return { version, vector, metrics };
}

function ownText(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Version 2.0 has no prefix of its own; some feeds write `CVSS:2.0/`. */
function versionOf(text: string): CvssVersion | undefined {
  const found = /^CVSS:(\d\.\d)\//.exec(text);
  if (found === null) return text.startsWith('AV:') ? '2.0' : undefined;
  const version = found[1] ?? '';
  return Object.hasOwn(grammars, version) ? (version as CvssVersion) : undefined;
}
