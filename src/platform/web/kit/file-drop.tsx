import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { ApiError, CSRF_HEADER, sentenceOf } from '../api.ts';
import { useFormat } from '../format.ts';
import { currentLocale, useT } from '../i18n.ts';
import { Button } from './button.tsx';

export interface FileDropProps<Out> {
  label: string;
  /** Receives `multipart/form-data` with `file` and `fields`. */
  path: string;
  fields?: Record<string, string>;
  /** `['.json', '.xml', '.csv']`; what it is, is decided by the server from the content. */
  accept?: readonly string[];
  maxBytes?: number;
  help?: string;
  onDone: (answer: Out, file: File) => void;
}

type State =
  | { step: 'idle'; error?: string; note?: string }
  | { step: 'sending'; name: string; done: number; total: number };

/** A file by drop or by choice, sent in one stream with its progress; can be interrupted. */
export function FileDrop<Out>(props: FileDropProps<Out>) {
  const t = useT();
  const f = useFormat();
  const request = useRef<XMLHttpRequest>(undefined);
  const [state, setState] = useState<State>({ step: 'idle' });

  const send = (file: File) => {
    if (props.maxBytes && file.size > props.maxBytes) {
      setState({ step: 'idle', error: t('shell:file.too-big', { max: f.bytes(props.maxBytes) }) });
      return;
    }
    setState({ step: 'sending', name: file.name, done: 0, total: file.size });
    request.current = upload<Out>(props.path, file, props.fields ?? {}, {
      progress: (done, total) => setState({ step: 'sending', name: file.name, done, total }),
      done: (answer) => {
        setState({ step: 'idle', note: t('shell:file.sent', { name: file.name }) });
        props.onDone(answer, file);
      },
      failed: (error) => setState({ step: 'idle', error: sentenceOf(error) }),
      cancelled: () => setState({ step: 'idle', note: t('shell:file.cancelled') }),
    });
  };

  if (state.step === 'sending')
    return (
      <div className="drop sending">
        <p>{t('shell:file.sending', { name: state.name })}</p>
        <progress
          value={state.done}
          max={state.total || 1}
          aria-label={t('shell:file.sending', { name: state.name })}
        />
        <div className="acts">
          <span className="mut">{`${f.bytes(state.done)} / ${f.bytes(state.total)}`}</span>
          <Button size="small" onPress={() => request.current?.abort()}>
            {t('shell:file.cancel')}
          </Button>
        </div>
      </div>
    );
  return (
    <DropZone
      className="drop"
      aria-label={props.label}
      onDrop={(event) => {
        const item = event.items.find((i) => i.kind === 'file');
        if (item?.kind === 'file') void item.getFile().then(send);
      }}
    >
      <FileUp className="i big" aria-hidden="true" />
      <p>
        {t('shell:file.drop')}{' '}
        <FileTrigger
          {...(props.accept ? { acceptedFileTypes: [...props.accept] } : {})}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) send(file);
          }}
        >
          <Button tone="quiet">{t('shell:file.choose')}</Button>
        </FileTrigger>
      </p>
      {props.help && <p className="help">{props.help}</p>}
      <div aria-live="polite">
        {state.error && <p className="field-error">{state.error}</p>}
        {state.note && <p className="mut">{state.note}</p>}
      </div>
    </DropZone>
  );
}

interface Listeners<Out> {
  progress: (done: number, total: number) => void;
  done: (answer: Out) => void;
  failed: (error: unknown) => void;
  cancelled: () => void;
}

/** `fetch` tells nothing of an upload's progress: XMLHttpRequest does. */
function upload<Out>(
  path: string,
  file: File,
  fields: Record<string, string>,
  on: Listeners<Out>,
): XMLHttpRequest {
  const form = new FormData();
  // Fields first: the server reads them before the stream of the file.
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', file);
  const xhr = new XMLHttpRequest();
  xhr.open('POST', path);
  xhr.responseType = 'json';
  xhr.setRequestHeader('accept', 'application/json');
  xhr.setRequestHeader('accept-language', currentLocale());
  for (const [name, value] of Object.entries(CSRF_HEADER)) xhr.setRequestHeader(name, value);
  xhr.upload.onprogress = (event) => on.progress(event.loaded, event.total);
  xhr.onload = () => {
    if (xhr.status >= 200 && xhr.status < 300) on.done(xhr.response as Out);
    else on.failed(new ApiError(xhr.status, (xhr.response ?? {}) as object));
  };
  xhr.onerror = () => on.failed(new ApiError(0, {}));
  xhr.onabort = () => on.cancelled();
  xhr.send(form);
  return xhr;
}
