import { MalformedRecordError, type Matchable } from '@vigie/vulnmatch';
import type { AppError } from '../../../platform/errors.ts';
import { refuse } from '../errors.ts';

export type Json = Record<string, unknown>;

/** One record of an advisory source, compiled. */
export interface Advisory {
  matchable: Matchable;
  /** ISO date of the record's last change, to tell the newer of two copies. */
  modified: string;
  /** The record itself, for the facts that only matches need. */
  record: Json;
  place: string;
}

/** A form of advisory documents in JSON, told by what a document holds and not by its file's name. */
export interface JsonForm {
  id: string;
  recognises(document: Json): boolean;
  /** The records of a document, compiled; a refused one comes as its error, and costs no other. */
  read(document: Json, place: string): Iterable<Advisory | AppError>;
}

/** A form of advisory documents in text. */
export interface TextForm {
  id: string;
  recognises(text: string): boolean;
  read(text: string, place: string): Iterable<Advisory | AppError>;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One record read, or why it is refused. */
export function compile(
  place: string,
  record: Json,
  modified: unknown,
  read: (record: Json) => Matchable,
): Advisory | AppError {
  try {
    return { matchable: read(record), modified: textOf(modified), record, place };
  } catch (cause) {
    if (!(cause instanceof MalformedRecordError)) throw cause;
    return refuse('advisory-malformed', { cause, details: { place, reason: cause.message } });
  }
}

export const unknownForm = (place: string): AppError =>
  refuse('advisory-form-unknown', { details: { place } });
