import type { Json } from './read-advisories.ts';

/** What a record itself says that decision tables ask. Absent: not said. */
export interface RecordFacts {
  exploitation?: string;
  automatable?: string;
  technicalImpact?: string;
  /** True when a container carries a KEV entry. */
  kev?: true;
}

/** CISA's SSVC points and KEV mark in a CVE 5.x record; the latest of several wins, case varies. */
export function factsOf(record: Json): RecordFacts {
  const facts: RecordFacts = {};
  let latest = '';
  for (const metric of metricsOf(record)) {
    const other = member(metric, 'other');
    const content = member(other, 'content');
    if (other?.type === 'kev' && content) facts.kev = true;
    if (other?.type !== 'ssvc' || !content || !Array.isArray(content.options)) continue;
    const timestamp = typeof content.timestamp === 'string' ? content.timestamp : '';
    if (timestamp < latest) continue;
    latest = timestamp;
    for (const option of content.options.slice(0, 20)) Object.assign(facts, pointOf(option));
  }
  return facts;
}

function metricsOf(record: Json): unknown[] {
  const containers = member(record, 'containers');
  const adp = containers && Array.isArray(containers.adp) ? containers.adp : [];
  return [containers?.cna, ...adp].flatMap((container) => {
    const metrics = isJson(container) ? container.metrics : undefined;
    return Array.isArray(metrics) ? metrics : [];
  });
}

const POINTS: Record<string, keyof Omit<RecordFacts, 'kev'>> = {
  exploitation: 'exploitation',
  automatable: 'automatable',
  'technical impact': 'technicalImpact',
};

function pointOf(option: unknown): Partial<RecordFacts> {
  if (!isJson(option)) return {};
  const [entry] = Object.entries(option);
  const name = entry === undefined ? undefined : POINTS[entry[0].toLowerCase()];
  return name === undefined || typeof entry?.[1] !== 'string' ? {} : { [name]: entry[1].toLowerCase() };
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function member(value: unknown, name: string): Json | undefined {
  const found = isJson(value) ? value[name] : undefined;
  return isJson(found) ? found : undefined;
}
