import { type Context, isScoped, type PlacedItem, scopeOf } from '../context.ts';
import { quote } from '../finding.ts';
import { has, itemsAt, listAt, objectAt, textAt, textsAt } from '../json.ts';

const PROFILES = {
  '2.0': [
    'csaf_security_incident_response',
    'csaf_informational_advisory',
    'csaf_security_advisory',
    'csaf_vex',
  ],
  '2.1': [
    'csaf_security_incident_response',
    'csaf_informational_advisory',
    'csaf_security_advisory',
    'csaf_vex',
    'csaf_deprecated_security_advisory',
    'csaf_withdrawn',
    'csaf_superseded',
  ],
} as const;

/** Test 6.1.26 and the profile tests 6.1.27.x. */
export function checkProfiles(context: Context): void {
  checkCategory(context);
  switch (context.category) {
    case 'csaf_informational_advisory':
    case 'csaf_security_incident_response':
      checkInformation(context);
      break;
    case 'csaf_security_advisory':
    case 'csaf_deprecated_security_advisory':
      checkAdvisory(context);
      break;
    case 'csaf_vex':
      checkVex(context);
      break;
    case 'csaf_withdrawn':
    case 'csaf_superseded':
      if (context.version === '2.1') checkWithdrawn(context);
      break;
    default:
      break;
  }
}

const squeeze = (text: string): string =>
  text.replace(/[\p{Pd}\p{Pc}\p{Z}\s\u2212\u00AD]|\u0332/gu, '').toLowerCase();

function checkCategory({ category, version, sink }: Context): void {
  const profiles: readonly string[] = PROFILES[version];
  if (category === 'csaf_base' || profiles.includes(category)) return;
  const path = '/document/category';
  const squeezed = squeeze(category);
  const isTaken = profiles.some((profile) =>
    [squeeze(profile), squeeze(profile.slice(5))].includes(squeezed),
  );
  if (isTaken || /^csaf[\p{Pd}\p{Pc}\s]/iu.test(category))
    sink('6.1.26', path, `${quote(category)} is too near the name of a profile`);
}

function checkInformation(context: Context): void {
  const { document, sink, root, category } = context;
  const notes = itemsAt(document, 'notes', '/document');
  const said = ['description', 'details', 'general', 'summary'];
  if (!notes.some(({ item }) => said.includes(textAt(item, 'category') ?? '')))
    sink('6.1.27.1', '/document/notes', 'no note describes the matter');
  const references = itemsAt(document, 'references', '/document');
  if (!references.some(({ item }) => (textAt(item, 'category') ?? 'external') === 'external'))
    sink('6.1.27.2', '/document/references', 'no reference leads elsewhere');
  if (category === 'csaf_informational_advisory' && has(root, 'vulnerabilities'))
    sink('6.1.27.3', '/vulnerabilities', 'an informational advisory lists no vulnerability');
}

function checkAdvisory(context: Context): void {
  const { sink, version, category } = context;
  checkPresence(context);
  for (const { item, path } of context.vulnerabilities) {
    if (!has(item, 'product_status')) sink('6.1.27.6', path, 'product_status is missing');
    if (version !== '2.1' || category !== 'csaf_security_advisory') continue;
    if (!has(objectAt(item, 'product_status'), 'known_affected'))
      sink('6.1.27.12', `${path}/product_status`, 'known_affected is missing');
    checkFixedHasAffected(context, item, path);
  }
}

function checkPresence({ root, sink, vulnerabilities }: Context): void {
  if (!has(root, 'product_tree')) sink('6.1.27.4', '/product_tree', 'product_tree is missing');
  if (!has(root, 'vulnerabilities')) sink('6.1.27.11', '/vulnerabilities', 'vulnerabilities is missing');
  for (const { item, path } of vulnerabilities)
    if (!has(item, 'notes')) sink('6.1.27.5', path, 'notes is missing');
}

const VEX_STATUSES = ['fixed', 'known_affected', 'known_not_affected', 'under_investigation'];

function checkVex(context: Context): void {
  const { sink } = context;
  checkPresence(context);
  for (const placed of context.vulnerabilities) {
    const { item, path } = placed;
    const status = objectAt(item, 'product_status');
    if (!VEX_STATUSES.some((name) => has(status, name)))
      sink('6.1.27.7', `${path}/product_status`, `none of ${VEX_STATUSES.join(', ')}`);
    checkIdentified(context, placed);
    const impact = itemsAt(item, 'threats', path).filter((t) => textAt(t.item, 'category') === 'impact');
    const explained = covered(context, [...itemsAt(item, 'flags', path), ...impact]);
    for (const [i, id] of textsAt(status, 'known_not_affected').entries())
      if (!explained.has(id))
        sink(
          '6.1.27.9',
          `${path}/product_status/known_not_affected/${i}`,
          `nothing says why ${quote(id)} is not affected`,
        );
    const acted = covered(context, itemsAt(item, 'remediations', path));
    for (const [i, id] of textsAt(status, 'known_affected').entries())
      if (!acted.has(id))
        sink(
          '6.1.27.10',
          `${path}/product_status/known_affected/${i}`,
          `nothing says what to do for ${quote(id)}`,
        );
  }
}

const covered = ({ groups }: Context, items: PlacedItem[]): Set<string> =>
  new Set(items.flatMap(({ item }) => [...scopeOf(item, groups)]));

function checkIdentified(context: Context, { item, path }: PlacedItem): void {
  const { sink, version } = context;
  const ids = itemsAt(item, 'ids', path);
  if (has(item, 'cve')) return;
  if (!has(item, 'ids')) {
    sink('6.1.27.8', path, 'neither cve nor ids');
    return;
  }
  if (version !== '2.1' || !ids.every((id) => isScoped(id.item))) return;
  const named = covered(context, ids);
  const status = objectAt(item, 'product_status');
  for (const name of Object.keys(status))
    for (const [i, id] of textsAt(status, name).entries())
      if (!named.has(id))
        sink(
          '6.1.27.8',
          `${path}/product_status/${name}/${i}`,
          `no identifier holds for product ${quote(id)}`,
        );
}

/** 6.1.27.13: a fixed product has an affected one that differs in nothing but its version. */
function checkFixedHasAffected(context: Context, vulnerability: PlacedItem['item'], path: string): void {
  const status = objectAt(vulnerability, 'product_status');
  const names = productNames(context);
  const affected = new Set<string>();
  for (const group of ['known_affected', 'first_affected', 'last_affected'])
    for (const id of textsAt(status, group)) for (const name of names.get(id) ?? []) affected.add(name);
  for (const group of ['fixed', 'first_fixed'])
    for (const [i, id] of textsAt(status, group).entries())
      if (names.has(id) && !names.get(id)?.some((name) => affected.has(name)))
        context.sink(
          '6.1.27.13',
          `${path}/product_status/${group}/${i}`,
          `no affected version of ${quote(id)} is listed`,
        );
}

const VERSION_BRANCHES = ['product_version', 'product_version_range', 'service_pack', 'patch_level'];
/** A product of many paths is known by the first ones. */
const MAX_NAMES = 50;

/** What product an id is, whatever its version; several names where what it is installed with may be left out. */
function productNames(context: Context): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { product } of context.products) {
    const id = textAt(product, 'product_id');
    if (id !== undefined) names.set(id, [`id=${id}`]);
  }
  for (const { branch, trail } of context.branches) {
    const id = textAt(objectAt(branch, 'product'), 'product_id');
    if (id === undefined) continue;
    const kept = trail.filter((b) => !VERSION_BRANCHES.includes(textAt(b, 'category') ?? ''));
    names.set(id, [kept.map((b) => `${textAt(b, 'category')}=${textAt(b, 'name')}`).join('/')]);
  }
  for (const { item } of context.relations) addPathNames(item, names);
  return names;
}

function addPathNames(path: PlacedItem['item'], names: Map<string, string[]>): void {
  const id = textAt(objectAt(path, 'full_product_name'), 'product_id');
  const first = textAt(path, 'beginning_product_reference');
  if (id === undefined || first === undefined) return;
  let here = names.get(first) ?? [`id=${first}`];
  for (const { item: step } of itemsAt(path, 'subpaths', '')) {
    const next = textAt(step, 'next_product_reference') ?? '';
    // The platform is the same one, version included.
    const longer = here.map((name) => `${name} ${textAt(step, 'category')} id=${next}`);
    if (textAt(step, 'category') === 'installed_with') {
      // A hotfix that is listed by itself stands for the product it is installed with.
      names.set(next, [...(names.get(next) ?? []), ...here].slice(0, MAX_NAMES));
      here = [...here, ...longer];
    } else here = longer;
  }
  names.set(id, here.slice(0, MAX_NAMES));
}

function checkWithdrawn({ document, root, tracking, category, sink }: Context): void {
  const notes = itemsAt(document, 'notes', '/document');
  if (!notes.some(({ item }) => textAt(item, 'category') === 'description'))
    sink('6.1.27.14', '/document/notes', 'no note has the category description');
  if (has(root, 'product_tree')) sink('6.1.27.15', '/product_tree', 'such a document lists no product');
  if (has(root, 'vulnerabilities'))
    sink('6.1.27.3', '/vulnerabilities', 'such a document lists no vulnerability');
  if (listAt(tracking, 'revision_history').length < 2)
    sink('6.1.27.16', '/document/tracking/revision_history', 'at least two revisions expected');
  if (!isEnglish(textAt(document, 'lang'))) return;
  const isWithdrawn = category === 'csaf_withdrawn';
  const title = isWithdrawn ? 'Reasoning for Withdrawal' : 'Reasoning for Supersession';
  const titled = notes.filter(({ item }) => textAt(item, 'title') === title);
  if (titled.length !== 1 || textAt(titled[0]?.item ?? {}, 'category') !== 'description')
    sink(
      isWithdrawn ? '6.1.27.17' : '6.1.27.18',
      '/document/notes',
      `exactly one description titled "${title}" expected`,
    );
  if (isWithdrawn) return;
  const references = itemsAt(document, 'references', '/document').filter(({ item }) =>
    textAt(item, 'summary')?.startsWith('Superseding Document'),
  );
  if (!references.some(({ item }) => (textAt(item, 'category') ?? 'external') === 'external'))
    sink('6.1.27.19', '/document/references', 'no external reference to the superseding document');
}

/** English, or not said. */
export const isEnglish = (lang: string | undefined): boolean =>
  lang === undefined || /^en(?:-|$)/i.test(lang);
