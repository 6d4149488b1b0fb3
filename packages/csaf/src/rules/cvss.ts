import { scoreVector, severityOf } from '@vigie/cvss';
import type { Context } from '../context.ts';
import { quote, type Sink } from '../finding.ts';
import { has, isJson, itemsAt, type Json, objectAt, textAt, textsAt } from '../json.ts';
import { CVSS_MEMBERS } from './cvss-metrics.ts';

const KINDS: Readonly<Record<string, readonly string[]>> = {
  cvss_v2: ['2.0'],
  cvss_v3: ['3.0', '3.1'],
  cvss_v4: ['4.0'],
};

/** Tests 6.1.7 to 6.1.10 and 6.1.56. */
export function checkCvss(context: Context): void {
  const { sink, version } = context;
  for (const { item, path } of context.vulnerabilities) {
    const seen = new Set<string>();
    const rated = new Map<string, 'cvss' | 'word'>();
    for (const score of [...itemsAt(item, 'scores', path), ...itemsAt(item, 'metrics', path)]) {
      const content = version === '2.1' ? objectAt(score.item, 'content') : score.item;
      const at = version === '2.1' ? `${score.path}/content` : score.path;
      const source = textAt(score.item, 'source') ?? '';
      const kinds = Object.keys(KINDS).filter((kind) => has(content, kind));
      for (const kind of kinds) checkOne(content[kind], kind, `${at}/${kind}`, sink);
      for (const id of textsAt(score.item, 'products')) {
        for (const kind of kinds) {
          const key = JSON.stringify([textAt(objectAt(content, kind), 'version') ?? kind, source, id]);
          if (seen.has(key)) sink('6.1.7', score.path, `product ${quote(id)} has two scores of one version`);
          seen.add(key);
        }
        checkOneKindOfRating(rated, content, kinds, JSON.stringify([source, id]), score.path, sink);
      }
    }
  }
}

function checkOneKindOfRating(
  rated: Map<string, 'cvss' | 'word'>,
  content: Json,
  kinds: string[],
  key: string,
  path: string,
  sink: Sink,
): void {
  const here = [
    ...(kinds.length > 0 ? (['cvss'] as const) : []),
    ...(has(content, 'qualitative_severity_rating') ? (['word'] as const) : []),
  ];
  for (const kind of here) {
    const other = rated.get(key);
    if (other !== undefined && other !== kind)
      sink('6.1.56', path, 'a product has both CVSS and a qualitative rating');
    else rated.set(key, kind);
  }
}

const SEVERITIES = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const SCORES = ['baseScore', 'temporalScore', 'environmentalScore'];

function checkOne(cvss: unknown, kind: string, path: string, sink: Sink): void {
  const bad = (message: string, at = ''): void => sink('6.1.8', `${path}${at}`, message);
  if (!isJson(cvss)) {
    bad('object expected');
    return;
  }
  const version = textAt(cvss, 'version') ?? '';
  for (const name of [
    'version',
    'vectorString',
    'baseScore',
    ...(kind === 'cvss_v2' ? [] : ['baseSeverity']),
  ])
    if (!has(cvss, name)) bad(`${name} is missing`);
  if (has(cvss, 'version') && !KINDS[kind]?.includes(version)) {
    bad(`version ${quote(version)}`, '/version');
    return;
  }
  const vector = textAt(cvss, 'vectorString');
  const score = vector === undefined ? undefined : scoreVector(vector);
  if (has(cvss, 'vectorString') && (!score || (version !== '' && score.version !== version)))
    bad(`${quote(vector)} is not a vector of CVSS ${version}`, '/vectorString');
  checkMembers(cvss, version, score ? metricsOf(score.vector) : undefined, path, sink);
  if (score && score.version === version) checkScores(cvss, version, score.vector, path, sink);
}

const metricsOf = (vector: string): Map<string, string> =>
  new Map(
    vector
      .split('/')
      .flatMap((part) => (part.startsWith('CVSS') ? [] : [part.split(':') as [string, string]])),
  );

function checkMembers(
  cvss: Json,
  version: string,
  metrics: Map<string, string> | undefined,
  path: string,
  sink: Sink,
): void {
  const members = CVSS_MEMBERS[version];
  if (!members) return;
  for (const [name, value] of Object.entries(cvss)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    const place = `${path}/${name.slice(0, 50)}`;
    if (!member) {
      checkOtherMember(name, value, version, place, sink);
      continue;
    }
    const [metric, values] = member;
    if (!Object.values(values).includes(value as string))
      sink('6.1.8', place, `${quote(value)} is no value of ${name}`);
    else if (metrics) {
      const said = metrics.get(metric);
      if (said !== undefined && values[said] !== value)
        sink('6.1.10', place, `${quote(value)} contradicts the vector`);
    }
  }
}

function checkOtherMember(name: string, value: unknown, version: string, place: string, sink: Sink): void {
  const isScore = SCORES.includes(name) && (version !== '4.0' || name === 'baseScore');
  const isSeverity =
    SCORES.includes(name.replace('Severity', 'Score')) && name.endsWith('Severity') && version !== '2.0';
  if (isScore) {
    if (typeof value !== 'number' || !(value >= 0 && value <= 10))
      sink('6.1.8', place, `${quote(value)} is no score`);
  } else if (isSeverity && (version !== '4.0' || name === 'baseSeverity')) {
    if (!SEVERITIES.includes(value as string)) sink('6.1.8', place, `${quote(value)} is no severity`);
  } else if (version === '4.0' && !['version', 'vectorString'].includes(name))
    sink('6.1.8', place, `${name.slice(0, 50)} is no member of CVSS 4.0`);
}

/** Environmental metrics of CVSS 2 and 3: the temporal score leaves them out. */
const ENVIRONMENTAL = /^(?:CDP|TD|CR|IR|AR|M(?:AV|AC|PR|UI|S|C|I|A)):/;

function checkScores(cvss: Json, version: string, vector: string, path: string, sink: Sink): void {
  const full = scoreVector(vector);
  const temporal = scoreVector(
    vector
      .split('/')
      .filter((part) => !ENVIRONMENTAL.test(part))
      .join('/'),
  );
  if (!full || !temporal) return;
  const computed: Record<string, number> = {
    base: full.score,
    ...(version === '4.0' ? {} : { temporal: temporal.overall, environmental: full.overall }),
  };
  for (const [name, score] of Object.entries(computed)) {
    const said = cvss[`${name}Score`];
    if (typeof said === 'number' && said !== score)
      sink('6.1.9', `${path}/${name}Score`, `the vector gives ${score}, not ${said}`);
    const severity = textAt(cvss, `${name}Severity`);
    const right = severityOf(full.version, score).toUpperCase();
    if (version !== '2.0' && severity !== undefined && SEVERITIES.includes(severity) && severity !== right)
      sink('6.1.9', `${path}/${name}Severity`, `the vector gives ${right}, not ${severity}`);
  }
}
