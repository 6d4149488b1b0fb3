import { isCpeText, isDateTime, isDocumentVersion, isLangText, isUri, isUuid } from './formats.ts';
import { anything, lazy, list, object, type Shape, text } from './shape.ts';

/** Versions of the norm that are read. */
export type CsafVersion = '2.0' | '2.1';

const word = text();
const words = list(word);
const uniqueWords = list(word, { unique: true });
const uri = text({ empty: true, test: isUri, what: 'a URI' });
const date = text({ empty: true, test: isDateTime, what: 'a date and time' });
const lang = text({ empty: true, test: isLangText, what: 'a language tag' });
const version = text({ empty: true, test: isDocumentVersion, what: 'a version of a document' });
const oneOf = (choices: string): Shape => text({ empty: true, of: choices.split(' ') });
const trimmed = text({ pattern: /^[^\s\-_.](.*[^\s\-_.])?$/, what: 'a name without marks around it' });
const productIds = uniqueWords;
/** What a statement is about. */
const scope = { product_ids: productIds, group_ids: uniqueWords };

/** The shape of a document, from the schema that OASIS publishes for each version: https://docs.oasis-open.org/csaf/csaf/ */
export function documentShape(csaf: CsafVersion): Shape {
  const is21 = csaf === '2.1';
  // 2.1 refuses unknown members, 2.0 ignores them.
  const open = (members: Record<string, Shape>, rules: { min?: number; max?: number } = {}): Shape =>
    object(members, { ...rules, closed: is21 });
  const extensions: Record<string, Shape> = is21 ? { x_extensions: list(anything, { unique: true }) } : {};
  const shared = sharedShapes(is21, open, extensions);
  const root: Record<string, Shape> = {
    'document!': documentMember(is21, open, extensions, shared),
    product_tree: productTree(is21, open, shared),
    vulnerabilities: list(vulnerability(is21, open, extensions, shared)),
    ...extensions,
    ...(is21
      ? { '$schema!': text({ of: ['https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json'] }) }
      : {}),
  };
  return open(root);
}

type Open = (members: Record<string, Shape>, rules?: { min?: number; max?: number }) => Shape;

interface Shared {
  acknowledgments: Shape;
  notes: Shape;
  references: Shape;
  product: Shape;
}

function sharedShapes(is21: boolean, open: Open, extensions: Record<string, Shape>): Shared {
  return {
    acknowledgments: list(
      open({ names: words, organization: word, summary: word, urls: list(uri) }, { min: 1 }),
    ),
    notes: list(
      open({
        audience: word,
        'category!': oneOf('description details faq general legal_disclaimer other summary'),
        'text!': word,
        title: word,
        ...(is21 ? scope : {}),
      }),
    ),
    references: list(open({ category: oneOf('external self'), 'summary!': word, 'url!': uri })),
    product: open({
      'name!': word,
      'product_id!': word,
      product_identification_helper: identificationHelper(is21, open),
      ...extensions,
    }),
  };
}

function identificationHelper(is21: boolean, open: Open): Shape {
  const value = is21 ? /^[0-9a-f]{32,}$/ : /^[0-9a-fA-F]{32,}$/;
  const algorithm = is21 ? text({ pattern: /^[0-9a-z][0-9a-z-]*$/, what: 'the name of a hash' }) : word;
  const unique = { unique: is21 };
  return open(
    {
      cpe: text({ empty: true, test: isCpeText, what: 'a CPE name' }),
      hashes: list(
        open({
          'file_hashes!': list(
            open({ 'algorithm!': algorithm, 'value!': text({ pattern: value, what: 'a hash' }) }),
            unique,
          ),
          'filename!': word,
        }),
        unique,
      ),
      model_numbers: uniqueWords,
      ...(is21
        ? {
            purls: list(
              text({ pattern: /^pkg:[a-z][a-z0-9.-]*\/.+/, test: isUri, what: 'a package URL' }),
              unique,
            ),
          }
        : {
            purl: text({
              pattern: /^pkg:[A-Za-z.\-+][A-Za-z0-9.\-+]*\/.+/,
              test: isUri,
              what: 'a package URL',
            }),
          }),
      sbom_urls: list(uri, unique),
      serial_numbers: uniqueWords,
      skus: list(word, unique),
      x_generic_uris: list(open({ 'namespace!': uri, 'uri!': uri }), unique),
    },
    { min: 1 },
  );
}

function documentMember(is21: boolean, open: Open, extensions: Record<string, Shape>, shared: Shared): Shape {
  const publishers = `coordinator discoverer ${is21 ? 'multiplier ' : ''}other translator user vendor`;
  const labels = is21 ? 'AMBER AMBER+STRICT CLEAR GREEN RED' : 'AMBER GREEN RED WHITE';
  const tlp = open({ 'label!': oneOf(labels), url: uri });
  const sharingGroup = open({ 'id!': text({ test: isUuid, what: 'a UUID' }), name: word });
  return open({
    acknowledgments: shared.acknowledgments,
    aggregate_severity: open({ namespace: uri, 'text!': word }),
    'category!': trimmed,
    'csaf_version!': oneOf(is21 ? '2.1' : '2.0'),
    ...(is21
      ? {
          'distribution!': open({ sharing_group: sharingGroup, text: word, 'tlp!': tlp }),
          license_expression: word,
        }
      : { distribution: open({ text: word, tlp }, { min: 1 }) }),
    lang,
    notes: shared.notes,
    'publisher!': open({
      'category!': oneOf(publishers),
      contact_details: word,
      issuing_authority: word,
      'name!': word,
      'namespace!': uri,
    }),
    references: shared.references,
    source_lang: lang,
    'title!': word,
    'tracking!': tracking(open),
    ...extensions,
  });
}

function tracking(open: Open): Shape {
  return open({
    aliases: uniqueWords,
    'current_release_date!': date,
    generator: open({ date, 'engine!': open({ 'name!': word, version: word }) }),
    'id!': text({ pattern: /^\S(.*\S)?$/, what: 'an identifier without blanks around it' }),
    'initial_release_date!': date,
    'revision_history!': list(
      open({ 'date!': date, legacy_version: word, 'number!': version, 'summary!': word }),
    ),
    'status!': oneOf('draft final interim'),
    'version!': version,
  });
}

const RELATIONS =
  'default_component_of external_component_of installed_on installed_with optional_component_of';

function productTree(is21: boolean, open: Open, { product }: Shared): Shape {
  const categories = `architecture host_name language ${is21 ? 'platform' : 'legacy'} patch_level product_family product_name product_version product_version_range service_pack specification vendor`;
  const branches: Shape = list(
    open(
      { branches: lazy(() => branches), 'category!': oneOf(categories), 'name!': word, product },
      { min: 3, max: 3 },
    ),
  );
  const paths: Record<string, Shape> = is21
    ? {
        product_paths: list(
          open({
            'beginning_product_reference!': word,
            'full_product_name!': product,
            'subpaths!': list(open({ 'category!': oneOf(RELATIONS), 'next_product_reference!': word })),
          }),
        ),
      }
    : {
        relationships: list(
          open({
            'category!': oneOf(RELATIONS),
            'full_product_name!': product,
            'product_reference!': word,
            'relates_to_product_reference!': word,
          }),
        ),
      };
  return open(
    {
      branches,
      full_product_names: list(product),
      product_groups: list(
        open({ 'group_id!': word, 'product_ids!': list(word, { min: 2, unique: true }), summary: word }),
      ),
      ...paths,
    },
    { min: 1 },
  );
}

function vulnerability(is21: boolean, open: Open, extensions: Record<string, Shape>, shared: Shared): Shape {
  const statusNames =
    'first_affected first_fixed fixed known_affected known_not_affected last_affected recommended under_investigation';
  const statuses = `${statusNames}${is21 ? ' unknown' : ''}`.split(' ');
  return open(
    {
      acknowledgments: shared.acknowledgments,
      cve: text({ empty: true, pattern: /^CVE-\d{4}-\d{4,}$/, what: 'a CVE number' }),
      discovery_date: date,
      flags: list(
        open({
          date,
          'label!': oneOf(
            'component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary vulnerable_code_not_in_execute_path vulnerable_code_not_present',
          ),
          ...scope,
        }),
        { unique: true },
      ),
      ids: list(open({ 'system_name!': word, 'text!': word, ...(is21 ? scope : {}) }), { unique: true }),
      involvements: list(
        open({
          date,
          'party!': oneOf('coordinator discoverer other user vendor'),
          'status!': oneOf('completed contact_attempted disputed in_progress not_contacted open'),
          summary: word,
          ...(is21 ? { contact: word, ...scope } : {}),
        }),
        { unique: true },
      ),
      notes: shared.notes,
      product_status: open(Object.fromEntries(statuses.map((name) => [name, productIds])), { min: 1 }),
      references: shared.references,
      remediations: remediations(is21, open),
      threats: list(
        open({ 'category!': oneOf('exploit_status impact target_set'), date, 'details!': word, ...scope }),
      ),
      title: word,
      ...(is21 ? members21(open, extensions) : members20(open)),
    },
    { min: 1 },
  );
}

function remediations(is21: boolean, open: Open): Shape {
  const more = is21 ? 'fix_planned optional_patch ' : '';
  return list(
    open({
      'category!': oneOf(`${more}mitigation no_fix_planned none_available vendor_fix workaround`),
      date,
      'details!': word,
      entitlements: words,
      restart_required: open({
        'category!': oneOf(
          'connected dependencies machine none parent service system vulnerable_component zone',
        ),
        details: word,
      }),
      url: uri,
      ...scope,
    }),
  );
}

const cweId = text({ empty: true, pattern: /^CWE-[1-9]\d{0,5}$/, what: 'a CWE number' });

function members20(open: Open): Record<string, Shape> {
  return {
    cwe: open({ 'id!': cweId, 'name!': word }),
    release_date: date,
    // The CVSS objects themselves are test 6.1.8.
    scores: list(open({ 'products!': productIds, cvss_v2: anything, cvss_v3: anything }, { min: 2 })),
  };
}

function members21(open: Open, extensions: Record<string, Shape>): Record<string, Shape> {
  const share = text({ pattern: /^(0\.\d+|1\.0+)$/, what: 'a probability' });
  const content = open(
    {
      cvss_v2: anything,
      cvss_v3: anything,
      cvss_v4: anything,
      epss: open({ 'percentile!': share, 'probability!': share, 'timestamp!': date }),
      qualitative_severity_rating: oneOf('critical high low medium none'),
      ssvc_v2: anything,
      ...extensions,
    },
    { min: 1 },
  );
  const cweVersion = text({ pattern: /^[1-9]\d*\.(\d|[1-9]\d+)(\.\d+)?$/, what: 'a version of CWE' });
  return {
    cwes: list(open({ 'id!': cweId, 'name!': trimmed, 'version!': cweVersion }), { unique: true }),
    disclosure_date: date,
    first_known_exploitation_dates: list(
      open({ 'date!': date, 'exploitation_date!': date, ...scope }, { min: 3 }),
      {
        unique: true,
      },
    ),
    metrics: list(open({ 'content!': content, 'products!': productIds, source: uri }), { unique: true }),
    ...extensions,
  };
}
