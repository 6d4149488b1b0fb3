import type { JournalState } from '../journal/contract.ts';
import type { Format } from './format.ts';
import type { Translate } from './i18n.ts';

/** One sentence of what the last verification found. */
export function sayJournal(data: JournalState, t: Translate, f: Format): { text: string; alarm?: boolean } {
  if (data.state === 'broken')
    return { text: t('shell:status.broken', { seq: f.number(data.brokenSeq ?? 0) }), alarm: true };
  return {
    text: data.verifiedAt
      ? t('shell:status.intact', { time: f.recent(data.verifiedAt) })
      : t('shell:status.unverified'),
  };
}
