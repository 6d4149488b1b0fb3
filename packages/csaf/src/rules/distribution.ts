import type { Context } from '../context.ts';
import { quote } from '../finding.ts';
import { has, objectAt, textAt } from '../json.ts';

const MAX_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const RESERVED: Readonly<Record<string, string>> = { [MAX_UUID]: 'Public', [NIL_UUID]: 'No sharing allowed' };

/** Tests 6.1.38 to 6.1.41: sharing groups of CSAF 2.1. */
export function checkDistribution({ document, tracking, sink, version }: Context): void {
  const distribution = objectAt(document, 'distribution');
  if (version !== '2.1' || !has(distribution, 'sharing_group')) return;
  const group = objectAt(distribution, 'sharing_group');
  const id = textAt(group, 'id') ?? '';
  const name = textAt(group, 'name');
  const isClear = textAt(objectAt(distribution, 'tlp'), 'label') === 'CLEAR';
  const path = '/document/distribution/sharing_group';
  if (id === MAX_UUID && !isClear) sink('6.1.38', path, 'the Max UUID is for TLP:CLEAR only');
  const isOwnDraft = id === NIL_UUID && textAt(tracking, 'status') === 'draft';
  if (id !== MAX_UUID && isClear && !isOwnDraft)
    sink('6.1.39', path, 'TLP:CLEAR goes with the Max UUID only');
  if (name !== undefined && Object.values(RESERVED).includes(name) && RESERVED[id] !== name)
    sink('6.1.40', `${path}/name`, `${quote(name)} is reserved for another identifier`);
  const reserved = RESERVED[id];
  if (reserved !== undefined && name !== reserved)
    sink(
      '6.1.41',
      name === undefined ? path : `${path}/name`,
      `the name of this group is ${quote(reserved)}`,
    );
}
