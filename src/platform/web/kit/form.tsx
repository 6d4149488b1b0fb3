import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import { ApiError, sentenceOf } from '../api.ts';
import { translateLoose, useT } from '../i18n.ts';
import { Button } from './button.tsx';
import { Choices } from './choices.tsx';
import { Combobox, type RemoteOptions } from './combobox.tsx';
import { DateField } from './date-field.tsx';
import { Confirm } from './dialog.tsx';
import { Checkbox, NumberField, type Option, Select, TextField } from './fields.tsx';
import { type FieldShape, fieldsOf, sentencesOf } from './form-schema.ts';

/** What the schema does not say of a field. */
export interface FieldHint {
  label?: string;
  help?: ReactNode;
  /** Several lines, a password, a one-time code, a day. */
  kind?: 'textarea' | 'password' | 'code' | 'date' | 'combobox' | 'choices';
  lines?: number;
  options?: readonly Option[];
  remote?: RemoteOptions;
  initialLabel?: string;
  /** Sent from `initial`, not drawn. */
  hidden?: boolean;
  half?: boolean;
  autoComplete?: string;
  min?: string;
  max?: string;
}

type Values = Record<string, unknown>;

export interface FormProps<S extends z.ZodObject> {
  schema: S;
  /** Where the texts are: `<labels>.<field>`, `<labels>.<field>-help`, `<labels>.<field>-options.<value>`. E.g. `estate:service-form`. */
  labels: string;
  fields?: Partial<Record<keyof z.input<S> & string, FieldHint>>;
  /** Fields to draw, in order; all those of the schema otherwise. */
  order?: readonly (keyof z.input<S> & string)[];
  initial?: Partial<z.input<S>>;
  submit: string;
  onSubmit: (values: z.output<S>) => Promise<unknown>;
  onDone?: () => void;
  onCancel?: () => void;
  /** Asks before leaving with unsaved changes. On by default. */
  guard?: boolean;
  autoFocus?: boolean;
  danger?: boolean;
  children?: ReactNode;
}

/** A form drawn from a zod schema: labels from the texts, errors under the fields, from the schema and from the server. */
export function Form<S extends z.ZodObject>(props: FormProps<S>) {
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const all = useMemo(() => fieldsOf(props.schema), [props.schema]);
  const start = useMemo(() => startValues(all, props.initial), [all, props.initial]);
  const [values, setValues] = useState<Values>(start);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const saved = useRef(false);
  const isDirty = () => !saved.current && JSON.stringify(values) !== JSON.stringify(start);
  const hints = (props.fields ?? {}) as Record<string, FieldHint | undefined>;
  const drawn = (props.order ? props.order.flatMap((n) => all.filter((f) => f.name === n)) : all).filter(
    (f) => !hints[f.name]?.hidden,
  );

  const fail = (found: Record<string, string>) => {
    setErrors(found);
    // The first wrong field, once drawn as wrong.
    requestAnimationFrame(() =>
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input, [data-invalid] button')
        ?.focus(),
    );
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    const parsed = props.schema.safeParse(prune(values, all));
    if (!parsed.success) {
      fail(sentencesOf(parsed.error.issues));
      return;
    }
    setErrors({});
    setBusy(true);
    try {
      saved.current = true;
      await props.onSubmit(parsed.data as z.output<S>);
      props.onDone?.();
    } catch (error) {
      saved.current = false;
      const fields = error instanceof ApiError ? error.fields : [];
      if (fields.length > 0) fail(Object.fromEntries(fields.map((f) => [f.path, f.message])));
      const unseen = fields.some((f) => !drawn.some((d) => f.path.startsWith(d.name)));
      if (fields.length === 0 || unseen) setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const count = Object.keys(errors).length;
  return (
    <form ref={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
      {drawn.map((field, i) => (
        <Field
          key={field.name}
          field={field}
          hint={hints[field.name] ?? {}}
          labels={props.labels}
          value={values[field.name]}
          error={errors[field.name]}
          autoFocus={i === 0 && props.autoFocus === true}
          onChange={(value) => setValues((v) => ({ ...v, [field.name]: value }))}
        />
      ))}
      {props.children}
      <div aria-live="assertive" className="form-state">
        {count > 0 && <p className="form-error">{t('shell:form.errors', { count })}</p>}
        {failure && <p className="form-error">{failure}</p>}
      </div>
      <div className="acts">
        <Button type="submit" tone={props.danger ? 'danger' : 'primary'} isDisabled={busy}>
          {props.submit}
        </Button>
        {props.onCancel && <Button onPress={props.onCancel}>{t('shell:actions.cancel')}</Button>}
      </div>
      {props.guard !== false && <DirtyGuard isDirty={isDirty} />}
    </form>
  );
}

function DirtyGuard({ isDirty }: { isDirty: () => boolean }) {
  const t = useT();
  const blocker = useBlocker({ shouldBlockFn: isDirty, withResolver: true, enableBeforeUnload: isDirty });
  return (
    <Confirm
      open={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('shell:form.dirty-title')}
      action={t('shell:form.dirty-leave')}
      danger
      run={async () => blocker.proceed?.()}
    >
      {t('shell:form.dirty')}
    </Confirm>
  );
}

function startValues(fields: readonly FieldShape[], initial: Values | undefined): Values {
  return Object.fromEntries(
    fields.map((f) => [
      f.name,
      initial?.[f.name] ?? f.fallback ?? (f.kind === 'boolean' ? false : f.kind === 'choices' ? [] : ''),
    ]),
  );
}

/** An empty box is "not given", not an empty text. */
function prune(values: Values, fields: readonly FieldShape[]): Values {
  const known = new Map(fields.map((f) => [f.name, f]));
  const entries = Object.entries(values).map(([name, value]) => {
    if (known.get(name)?.kind === 'tags' && typeof value === 'string')
      return [
        name,
        value
          .split(/[\n,]/)
          .map((x) => x.trim())
          .filter(Boolean),
      ];
    return [name, typeof value === 'string' && value.trim() === '' ? undefined : value];
  });
  return Object.fromEntries(entries);
}

interface DrawnField {
  field: FieldShape;
  hint: FieldHint;
  labels: string;
  value: unknown;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (value: unknown) => void;
}

function Field({ field, hint, labels, value, error, autoFocus, onChange }: DrawnField) {
  const key = `${labels}.${field.name}`;
  const help = hint.help ?? (translateLoose(`${key}-help`, {}, '') || undefined);
  const base = {
    label: hint.label ?? translateLoose(key),
    name: field.name,
    required: field.required,
    error,
    ...(help ? { help } : {}),
  };
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.join('\n') : '';
  const options =
    hint.options ??
    (field.values ?? []).map((v) => ({ value: v, label: translateLoose(`${key}-options.${v}`, {}, v) }));
  const draw = () => {
    if (field.kind === 'boolean') return <Checkbox {...base} value={value === true} onChange={onChange} />;
    if (field.kind === 'number')
      return (
        <NumberField
          {...base}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
          {...(field.min !== undefined ? { min: field.min } : {})}
          {...(field.max !== undefined ? { max: field.max } : {})}
        />
      );
    if (field.kind === 'choices' || hint.kind === 'choices')
      return (
        <Choices {...base} value={Array.isArray(value) ? value : []} onChange={onChange} options={options} />
      );
    if (hint.kind === 'date' || field.kind === 'date')
      return (
        <DateField
          {...base}
          value={text}
          onChange={onChange}
          {...(hint.min ? { min: hint.min } : {})}
          {...(hint.max ? { max: hint.max } : {})}
        />
      );
    if (hint.remote || hint.kind === 'combobox')
      return (
        <Combobox
          {...base}
          value={text}
          onChange={onChange}
          {...(hint.remote ? { remote: hint.remote } : { options })}
          {...(hint.initialLabel ? { initialLabel: hint.initialLabel } : {})}
        />
      );
    if (field.kind === 'enum' || hint.options)
      return <Select {...base} value={text} onChange={onChange} options={options} />;
    const lines = hint.lines ?? (hint.kind === 'textarea' || field.kind === 'tags' ? 4 : undefined);
    const kind =
      hint.kind === 'password' || hint.kind === 'code'
        ? hint.kind
        : field.kind === 'email' || field.kind === 'url'
          ? field.kind
          : 'text';
    return (
      <TextField
        {...base}
        value={text}
        onChange={onChange}
        kind={kind}
        autoFocus={autoFocus}
        {...(lines ? { lines } : {})}
        {...(hint.autoComplete ? { autoComplete: hint.autoComplete } : {})}
      />
    );
  };
  return hint.half ? <div className="half">{draw()}</div> : draw();
}
