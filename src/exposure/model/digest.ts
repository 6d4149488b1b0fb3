/** One state change, as the digest needs it. */
export interface DigestLine {
  findingId: string;
  kind: string;
  before: unknown;
  after: unknown;
  vulnerabilityId: string;
  title: string;
  product: string;
  version: string | null;
  assetName: string;
  severity: string;
  verdict: string;
  serviceCount: number;
  userCount: number;
}

export interface DigestGroup {
  vulnerabilityId: string;
  title: string;
  severity: string;
  kinds: string[];
  assets: string[];
  products: string[];
  services: number;
  users: number;
  findingId: string;
}

/** Kinds worth a mail; a change of wording, of the day's EPSS or of an owner is not. */
const TOLD = new Set([
  'opened',
  'verdict',
  'severity',
  'outcome',
  'kev',
  'reopened',
  'back',
  'conflict',
  'fixed',
  'gone',
]);
const ORDER = ['critical', 'high', 'medium', 'unknown', 'low', 'none'];

/** Joins the changes of one vulnerability into one line, worst first; what opened and closed in between is left out. */
export function groupChanges(lines: readonly DigestLine[]): DigestGroup[] {
  const groups = new Map<string, DigestGroup>();
  for (const line of netChanges(lines)) {
    if (!TOLD.has(line.kind)) continue;
    const group = groups.get(line.vulnerabilityId) ?? {
      vulnerabilityId: line.vulnerabilityId,
      title: line.title,
      severity: line.severity,
      kinds: [],
      assets: [],
      products: [],
      services: 0,
      users: 0,
      findingId: line.findingId,
    };
    if (!group.kinds.includes(line.kind)) group.kinds.push(line.kind);
    if (!group.assets.includes(line.assetName)) group.assets.push(line.assetName);
    const product = [line.product, line.version].filter(Boolean).join(' ');
    if (!group.products.includes(product)) group.products.push(product);
    group.services = Math.max(group.services, line.serviceCount);
    group.users = Math.max(group.users, line.userCount);
    groups.set(line.vulnerabilityId, group);
  }
  return [...groups.values()].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.users - a.users,
  );
}

function netChanges(lines: readonly DigestLine[]): DigestLine[] {
  const opened = new Set(lines.filter((l) => l.kind === 'opened').map((l) => l.findingId));
  const closed = new Set(lines.filter((l) => l.kind === 'gone').map((l) => l.findingId));
  return lines.filter((l) => !(opened.has(l.findingId) && closed.has(l.findingId)));
}
