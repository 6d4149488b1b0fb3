import type { Note, ReadAvis, ReadSystem } from './model.ts';
import { MAX_LINE, type Phrase, readPhrase } from './phrase.ts';

/** Grows when the same line may be read otherwise than before. */
export const METHOD_VERSION = 'certfr-1';

/** Affected systems of one avis that are read. */
const MAX_SYSTEMS = 5000;
const MAX_CVES = 20_000;

/**
 * Reads the affected systems of a CERT-FR avis or alerte, as `/avis/<reference>/json/` serves it.
 *
 * Never throws: what is not an avis has no systems. Time is linear in the size of the document; a line is read up to
 * 4,000 characters, an avis up to 5,000 systems.
 *
 * @param avis the parsed JSON document; only `reference`, `title`, `affected_systems` and `cves` are read.
 */
export function readAvis(avis: unknown): ReadAvis {
  const document = asObject(avis);
  const reference = asText(document?.reference).slice(0, 100);
  const title = asText(document?.title).slice(0, MAX_LINE);
  const cves = [...new Set(asList(document?.cves, MAX_CVES).flatMap(nameOfCve))];
  const systems = asList(document?.affected_systems, MAX_SYSTEMS).flatMap((system) => {
    const read = readSystem(system, { reference, title, cves });
    return read === undefined ? [] : [read];
  });
  return { reference, systems };
}

interface Around {
  reference: string;
  title: string;
  cves: string[];
}

function readSystem(system: unknown, around: Around): ReadSystem | undefined {
  const object = asObject(system);
  if (object === undefined || typeof object.description !== 'string') return undefined;
  const { description } = object;
  const product = asObject(object.product);
  const vendor = nameIn(asObject(product?.vendor)?.name);
  const phrase = fromTitle(readPhrase(description), vendor, around.title);
  const name = phrase.product === '' ? (nameIn(product?.name) ?? '') : phrase.product;
  const read: ReadSystem = {
    reference: around.reference,
    description,
    product: name,
    ranges: phrase.ranges,
    cves: cvesOf(phrase, around.cves),
    status: phrase.status,
  };
  if (vendor !== undefined) read.vendor = vendor;
  if (phrase.platforms.length > 0) read.platforms = [...new Set(phrase.platforms)];
  const { start, end } = phrase;
  if (start !== undefined && end !== undefined && end > start)
    read.phrase = { start, end, text: description.slice(start, end) };
  if (phrase.notes.length > 0) read.notes = [...new Set(phrase.notes)];
  return read;
}

function cvesOf(phrase: Phrase, all: string[]): string[] {
  if (phrase.cves.length === 0) return all;
  if (!phrase.isWithoutCves) return phrase.cves;
  const without = new Set(phrase.cves);
  return all.filter((cve) => !without.has(cve));
}

const DEBIAN_LINE = /^debian/i;
const KERNEL_TITLE = /noyau linux/i;

/** `Debian trixie versions antérieures à 6.12.73-1` counts the kernel's versions, not Debian's. */
function fromTitle(phrase: Phrase, vendor: string | undefined, title: string): Phrase {
  if (phrase.ranges.length === 0 || !DEBIAN_LINE.test(phrase.product)) return phrase;
  if (vendor !== undefined && !/debian|^N\/A/i.test(vendor)) return phrase;
  const notes: Note[] = [...phrase.notes, 'package_from_title'];
  const isKernel = KERNEL_TITLE.test(title);
  return {
    ...phrase,
    status: 'to_confirm',
    product: isKernel ? 'linux' : phrase.product,
    platforms: isKernel ? [phrase.product, ...phrase.platforms] : phrase.platforms,
    notes,
  };
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asList = (value: unknown, most: number): unknown[] =>
  Array.isArray(value) ? value.slice(0, most) : [];
const nameIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' && value !== 'N/A' ? value : undefined;

function nameOfCve(entry: unknown): string[] {
  const name = typeof entry === 'string' ? entry : asText(asObject(entry)?.name);
  return name.length <= 60 && /^CVE-/i.test(name) ? [name] : [];
}
