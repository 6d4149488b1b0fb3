import { useApi } from '../../platform/web/api.ts';
import { useLocale } from '../../platform/web/i18n.ts';
import type { InventoryFormatView } from '../contract.ts';

/** The forms of inventory Vigie reads, and the name of one in the reader's language. */
export function useFormats() {
  const locale = useLocale();
  const { data } = useApi<InventoryFormatView[]>('/api/estate/imports/formats');
  const formats = (data ?? []).map((x) => ({ id: x.id, title: x.title[locale], extensions: x.extensions }));
  return {
    formats,
    nameOf: (id: string | null) => formats.find((x) => x.id === id)?.title ?? id ?? '–',
  };
}
