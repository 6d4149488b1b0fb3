import { cve5 } from './cve5.ts';
import { csaf, debianTracker, msrc, redHat, secdb, ubuntu, vexOnly } from './documents.ts';
import type { JsonForm, TextForm } from './form.ts';
import { friendsOfPhp, languageYaml, rubySec, rustSec } from './language.ts';
import { nvd } from './nvd.ts';
import { osv } from './osv.ts';

/** Forms of JSON documents, asked in this order; a new form is a file and a word here. */
export const jsonForms: readonly JsonForm[] = [
  cve5,
  csaf,
  nvd,
  osv,
  ubuntu,
  rubySec,
  friendsOfPhp,
  redHat,
  secdb,
  msrc,
  vexOnly,
  debianTracker,
];

/** Forms of text files (`.yml`, `.yaml`, `.md`). */
export const textForms: readonly TextForm[] = [rustSec, languageYaml];
