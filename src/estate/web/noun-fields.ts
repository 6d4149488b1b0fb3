import type { z } from 'zod';
import { translate } from '../../platform/web/i18n.ts';
import type { FieldHint } from '../../platform/web/kit/index.ts';
import {
  ApplicationBody,
  AssetBody,
  AssetKind,
  Exposed,
  PersonBody,
  ProcessingBody,
  SupplierBody,
  UnitBody,
} from '../contract.ts';
import { type Noun, remote, type Stored } from './nouns.ts';

export interface NounForm {
  schema: z.ZodObject;
  fields: Record<string, FieldHint>;
}

const area = { kind: 'textarea' } as const;
const picked = (noun: Noun, object: Stored | undefined, nameField: string, note?: string): FieldHint => ({
  remote: remote(noun, note),
  ...(object?.[nameField] ? { initialLabel: String(object[nameField]) } : {}),
});
const list = (): FieldHint => ({ help: translate('estate:field.lines-help') });

/** How the form of each noun is drawn, beside what its schema says. Services have a form of their own. */
export function formOf(noun: Exclude<Noun, 'service'>, object: Stored | undefined): NounForm {
  const owner = picked('person', object, 'ownerName', 'role');
  const supplier = picked('supplier', object, 'supplierName');
  switch (noun) {
    case 'application':
      return {
        schema: ApplicationBody,
        fields: { description: area, ownerId: owner, supplierId: supplier },
      };
    case 'asset':
      return {
        schema: AssetBody,
        fields: {
          kind: {
            options: AssetKind.options.map((value) => ({ value, label: translate(`estate:kind.${value}`) })),
          },
          exposed: {
            options: Exposed.options.map((value) => ({ value, label: translate(`estate:exposed.${value}`) })),
          },
          ownerId: owner,
          supplierId: supplier,
          notes: area,
        },
      };
    case 'supplier':
      return { schema: SupplierBody, fields: { notes: area } };
    case 'person':
      return {
        schema: PersonBody,
        fields: { unitId: picked('unit', object, 'unitName', 'parentName'), userId: { hidden: true } },
      };
    case 'unit':
      return { schema: UnitBody, fields: { parentId: picked('unit', object, 'parentName') } };
    case 'processing':
      return {
        schema: ProcessingBody,
        fields: {
          purpose: area,
          legalBasis: area,
          peopleCategories: list(),
          dataCategories: list(),
          recipients: list(),
          transfers: area,
          retention: area,
          measures: area,
          dpoNotes: area,
        },
      };
  }
}
