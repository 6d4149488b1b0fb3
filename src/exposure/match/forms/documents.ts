import {
  isDebianTracker,
  isMsrcDocument,
  isRedHatRecord,
  isSecdb,
  isUbuntuRecord,
  MalformedRecordError,
  type Matchable,
  matchableFromRedHat,
  matchableFromUbuntu,
  matchablesFromCsaf,
  matchablesFromDebianTracker,
  matchablesFromMsrc,
  matchablesFromSecdb,
  vexFormOf,
} from '@vigie/vulnmatch';
import type { AppError } from '../../../platform/errors.ts';
import { refuse } from '../errors.ts';
import { type Advisory, compile, isJson, type Json, type JsonForm, textOf } from './form.ts';

/** The records of a document that holds many; a bad entry comes as its error, and costs no other. */
function* compileAll(
  place: string,
  modified: unknown,
  read: (onRefused: (cause: MalformedRecordError) => void) => Matchable[],
): Generator<Advisory | AppError> {
  const refused: AppError[] = [];
  const note = (cause: MalformedRecordError): void => {
    refused.push(refuse('advisory-malformed', { cause, details: { place, reason: cause.message } }));
  };
  let matchables: Matchable[] = [];
  try {
    matchables = read(note);
  } catch (cause) {
    if (!(cause instanceof MalformedRecordError)) throw cause;
    note(cause);
  }
  yield* refused;
  // The document itself is not kept: it may be 100 MB, and says nothing that decision tables ask.
  for (const matchable of matchables) yield { matchable, modified: textOf(modified), record: {}, place };
}

const memberOf = (document: Json, ...path: string[]): unknown =>
  path.reduce<unknown>((here, name) => (isJson(here) ? here[name] : undefined), document);

/** CSAF 2.0 and 2.1, advisories and VEX. */
export const csaf: JsonForm = {
  id: 'csaf',
  recognises: (document) => vexFormOf(document) === 'vex.csaf',
  *read(document, place) {
    const released = memberOf(document, 'document', 'tracking', 'current_release_date');
    yield* compileAll(place, released, () => matchablesFromCsaf(document));
  },
};

/** Debian's security tracker, whole. */
export const debianTracker: JsonForm = {
  id: 'debian-tracker',
  recognises: isDebianTracker,
  *read(document, place) {
    yield* compileAll(place, '', (note) => matchablesFromDebianTracker(document, note));
  },
};

/** A repository's secdb: Alpine, Wolfi, Chainguard. */
export const secdb: JsonForm = {
  id: 'secdb',
  recognises: isSecdb,
  *read(document, place) {
    yield* compileAll(place, '', (note) => matchablesFromSecdb(document, note));
  },
};

/** A month of the Microsoft Security Response Center. */
export const msrc: JsonForm = {
  id: 'msrc',
  recognises: isMsrcDocument,
  *read(document, place) {
    const released = memberOf(document, 'DocumentTracking', 'CurrentReleaseDate');
    yield* compileAll(place, released, (note) => matchablesFromMsrc(document, note));
  },
};

/** One CVE of Ubuntu's service. */
export const ubuntu: JsonForm = {
  id: 'ubuntu',
  recognises: isUbuntuRecord,
  *read(document, place) {
    yield compile(place, document, document.updated_at ?? document.published, matchableFromUbuntu);
  },
};

/** One CVE of Red Hat's security data. */
export const redHat: JsonForm = {
  id: 'redhat',
  recognises: isRedHatRecord,
  *read(document, place) {
    yield compile(place, document, '', matchableFromRedHat);
  },
};

/** OpenVEX and CycloneDX state what is so of products; they do not say which versions a weakness is in. */
export const vexOnly: JsonForm = {
  id: 'vex',
  recognises: (document) => vexFormOf(document) !== undefined,
  *read(_document, place) {
    yield refuse('advisory-is-vex', { details: { place } });
  },
};
