import { useState } from 'react';
import { get, post, sentenceOf, useAction } from '../../platform/web/api.ts';
import { useLocale, useT } from '../../platform/web/i18n.ts';
import { Button, Checkbox, Dialog, NumberField, Select, TextField } from '../../platform/web/kit/index.ts';
import type { PolicyDocument } from '../contract.ts';

export interface Draft {
  document: PolicyDocument;
  /** Version being edited; 0: not saved yet. */
  after: number;
  copiedFrom?: string;
}

/** What opens the editor on a table: the table itself when it was written here, else a copy under another id. */
export async function draftOf(table: { id: string; isLocal: boolean; last: number }): Promise<Draft> {
  const document = await get<PolicyDocument>(`/api/exposure/policies/${table.id}/document`);
  if (table.isLocal) return { document, after: table.last };
  return { document: { ...document, id: `${document.id}-local` }, after: 0, copiedFrom: table.id };
}

/** Names, terms and outcomes of a table; saving makes its next version. */
export function EditPolicy({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useT();
  const locale = useLocale();
  const [document, setDocument] = useState(draft.document);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();
  const save = useAction({
    run: () => post('/api/exposure/policies', { ...draft, document, note }),
    refresh: ['/api/exposure'],
    silentErrors: true,
    done: 'exposure:policy.saved',
    onDone: onClose,
  });
  const change = (part: Partial<PolicyDocument>) => setDocument({ ...document, ...part });
  const isReady = note.trim().length >= 3;
  return (
    <Dialog open onClose={onClose} shape="drawer" width="wide" title={draft.document.title[locale]}>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          if (isReady) save.mutate(undefined, { onError: (cause) => setError(sentenceOf(cause)) });
        }}
      >
        <p className="sec">{t('exposure:policy.edit-dek')}</p>
        <TextField
          label={t('exposure:policy.id')}
          required
          disabled={draft.after > 0}
          value={document.id}
          onChange={(id) => change({ id })}
          help={t('exposure:policy.id-help')}
        />
        <TextField
          label={t('exposure:policy.title-fr')}
          required
          value={document.title.fr}
          onChange={(fr) => change({ title: { ...document.title, fr } })}
        />
        <TextField
          label={t('exposure:policy.title-en')}
          required
          value={document.title.en}
          onChange={(en) => change({ title: { ...document.title, en } })}
        />
        <TextField
          label={t('exposure:policy.source')}
          value={document.source}
          onChange={(source) => change({ source })}
        />
        <Outcomes document={document} change={change} />
        <Rows document={document} change={change} />
        <TextField label={t('exposure:policy.note')} required lines={3} value={note} onChange={setNote} />
        {error && (
          <p role="alert" className="form-error">
            {error}
          </p>
        )}
        <div className="acts gap-above">
          <Button type="submit" tone="primary" isDisabled={!isReady || save.isPending}>
            {t('exposure:policy.save')}
          </Button>
          <Button onPress={onClose}>{t('shell:actions.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  document: PolicyDocument;
  change: (part: Partial<PolicyDocument>) => void;
}

function Outcomes({ document, change }: PartProps) {
  const t = useT();
  const locale = useLocale();
  const set = (at: number, part: Partial<PolicyDocument['outcomes'][number]>) =>
    change({ outcomes: document.outcomes.map((o, i) => (i === at ? { ...o, ...part } : o)) });
  return (
    <fieldset className="form">
      <legend className="label">{t('exposure:policy.outcomes')}</legend>
      {document.outcomes.map((outcome, i) => (
        <details key={outcome.id}>
          <summary style={{ minBlockSize: '1.5rem' }}>
            {outcome.label[locale]},{' '}
            {outcome.deadlineDays === null
              ? t('exposure:policy.no-term')
              : t('exposure:policy.days', { count: outcome.deadlineDays })}
          </summary>
          <TextField
            label={t('exposure:policy.label-fr')}
            required
            value={outcome.label.fr}
            onChange={(fr) => set(i, { label: { ...outcome.label, fr } })}
          />
          <TextField
            label={t('exposure:policy.label-en')}
            required
            value={outcome.label.en}
            onChange={(en) => set(i, { label: { ...outcome.label, en } })}
          />
          <NumberField
            label={t('exposure:policy.term-days')}
            value={outcome.deadlineDays ?? undefined}
            onChange={(days) => set(i, { deadlineDays: days ?? null })}
            min={0}
            max={3650}
            help={t('exposure:policy.term-help')}
          />
          <Checkbox
            label={t('exposure:policy.forensic')}
            value={outcome.forensic ?? false}
            onChange={(forensic) => set(i, { forensic })}
          />
        </details>
      ))}
    </fieldset>
  );
}

function Rows({ document, change }: PartProps) {
  const t = useT();
  const locale = useLocale();
  const width = document.inputs.length;
  const options = document.outcomes.map((o) => ({ value: o.id, label: o.label[locale] }));
  const words = (row: readonly string[]) =>
    document.inputs
      .map(
        (input, i) =>
          `${input.label[locale]} ${input.values.find((v) => v.id === row[i])?.label[locale] ?? row[i]}`,
      )
      .join(', ');
  const set = (at: number, outcome: string) =>
    change({ rows: document.rows.map((row, i) => (i === at ? [...row.slice(0, width), outcome] : row)) });
  return (
    <fieldset className="form">
      <legend className="label">{t('exposure:policy.rows', { count: document.rows.length })}</legend>
      {document.rows.map((row, i) => (
        <Select
          key={row.slice(0, width).join('|')}
          label={words(row)}
          required
          value={row[width] ?? ''}
          onChange={(outcome) => set(i, outcome)}
          options={options}
        />
      ))}
    </fieldset>
  );
}

/** A table's JSON, saved as the next version of its id; the server checks it whole. */
export function ImportPolicy({ lastOf, onClose }: { lastOf: (id: string) => number; onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();
  const save = useAction({
    run: (document: unknown) =>
      post('/api/exposure/policies', { document, note, after: lastOf(idOf(document)) }),
    refresh: ['/api/exposure'],
    silentErrors: true,
    done: 'exposure:policy.saved',
    onDone: onClose,
  });
  const read = () => {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      setError(t('exposure:policy.json-bad'));
      return;
    }
    save.mutate(document, { onError: (cause) => setError(sentenceOf(cause)) });
  };
  return (
    <Dialog open onClose={onClose} title={t('exposure:policy.import')}>
      <div className="form">
        <TextField label={t('exposure:policy.paste')} required lines={10} value={text} onChange={setText} />
        <TextField label={t('exposure:policy.note')} required lines={2} value={note} onChange={setNote} />
        {error && (
          <p role="alert" className="form-error">
            {error}
          </p>
        )}
        <div className="acts gap-above">
          <Button
            tone="primary"
            onPress={read}
            isDisabled={text.trim() === '' || note.trim().length < 3 || save.isPending}
          >
            {t('exposure:policy.save')}
          </Button>
          <Button onPress={onClose}>{t('shell:actions.cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function idOf(document: unknown): string {
  const id = typeof document === 'object' && document !== null && 'id' in document ? document.id : '';
  return typeof id === 'string' ? id : '';
}
