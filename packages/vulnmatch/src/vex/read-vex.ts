import { object, text } from '../json.ts';
import { MalformedRecordError } from '../model.ts';
import { readCsafVex } from './read-csaf-vex.ts';
import { readCycloneDxVex } from './read-cyclonedx.ts';
import { readOpenVex } from './read-openvex.ts';
import type { VexStatement } from './statement.ts';

/** The form of a document that may hold VEX statements; `undefined` for anything else. */
export function vexFormOf(document: unknown): VexStatement['form'] | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  const root = document as Record<string, unknown>;
  const context = Array.isArray(root['@context']) ? root['@context'][0] : root['@context'];
  if (typeof context === 'string' && /^https?:\/\/openvex\.dev\/ns/.test(context)) return 'vex.openvex';
  if (root.bomFormat === 'CycloneDX') return 'vex.cyclonedx';
  const head = root.document;
  return typeof head === 'object' && head !== null && 'csaf_version' in head ? 'vex.csaf' : undefined;
}

/**
 * The statements of an OpenVEX, CSAF or CycloneDX document, in its order.
 *
 * @throws MalformedRecordError when it is none of these or not well formed; `path` says where.
 */
export function statementsFromVex(document: unknown): VexStatement[] {
  const root = object(document, '$');
  const form = vexFormOf(document);
  if (form === 'vex.openvex') return readOpenVex(root);
  if (form === 'vex.cyclonedx') return readCycloneDxVex(root);
  if (form === 'vex.csaf') return readCsafVex(document);
  throw new MalformedRecordError('$', `VEX document (${text(root['@context'], 60) ?? 'no form recognised'})`);
}
