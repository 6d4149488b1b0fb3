import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  NumberField as AriaNumberField,
  Select as AriaSelect,
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
} from 'react-aria-components';
import { useT } from '../i18n.ts';

export interface FieldProps<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  help?: ReactNode;
  /** A sentence; the field is then drawn as wrong. */
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  name?: string;
  onBlur?: () => void;
}

export interface Option {
  value: string;
  label: string;
  note?: string;
}

/** Label, mark of what may be left out, help, error: the same around every field. */
function LabelLine({ label, required }: { label: string; required?: boolean | undefined }) {
  const t = useT();
  return (
    <Label className="label">
      {label}
      {!required && <span className="optional"> {t('shell:form.optional')}</span>}
    </Label>
  );
}

function Below({ help, error }: { help?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

const common = <T,>(p: FieldProps<T>) => ({
  className: 'field',
  isInvalid: p.error !== undefined,
  isRequired: p.required ?? false,
  isDisabled: p.disabled ?? false,
  validationBehavior: 'aria' as const,
  ...(p.name ? { name: p.name } : {}),
  ...(p.onBlur ? { onBlur: p.onBlur } : {}),
});

export interface TextFieldProps extends FieldProps<string> {
  kind?: 'text' | 'password' | 'email' | 'url' | 'search' | 'code';
  autoComplete?: string;
  lines?: number;
  placeholder?: string;
  autoFocus?: boolean;
}

/** One line, or several with `lines`. `kind="code"`: figures of a one-time code. */
export function TextField(props: TextFieldProps) {
  const { kind = 'text', lines } = props;
  return (
    <AriaTextField
      {...common(props)}
      value={props.value}
      onChange={props.onChange}
      type={kind === 'code' ? 'text' : kind}
      {...(kind === 'code' ? { inputMode: 'numeric' as const } : {})}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
      autoFocus={props.autoFocus ?? false}
    >
      <LabelLine label={props.label} required={props.required} />
      {lines ? (
        <TextArea className="inp" rows={lines} placeholder={props.placeholder ?? ''} />
      ) : (
        <Input className={kind === 'code' ? 'inp m' : 'inp'} placeholder={props.placeholder ?? ''} />
      )}
      <Below help={props.help} error={props.error} />
    </AriaTextField>
  );
}

/** A number, written in the reader's way. `undefined` when empty. */
export function NumberField(
  props: FieldProps<number | undefined> & { min?: number; max?: number; step?: number },
) {
  return (
    <AriaNumberField
      {...common(props)}
      value={props.value ?? Number.NaN}
      onChange={(v) => props.onChange(Number.isNaN(v) ? undefined : v)}
      {...(props.min !== undefined ? { minValue: props.min } : {})}
      {...(props.max !== undefined ? { maxValue: props.max } : {})}
      {...(props.step !== undefined ? { step: props.step } : {})}
    >
      <LabelLine label={props.label} required={props.required} />
      <Input className="inp number" />
      <Below help={props.help} error={props.error} />
    </AriaNumberField>
  );
}

/** One of a few known values. For many, or remote ones, `Combobox`. */
export function Select(props: FieldProps<string> & { options: readonly Option[]; placeholder?: string }) {
  const t = useT();
  return (
    <AriaSelect
      {...common(props)}
      selectedKey={props.value || null}
      onSelectionChange={(key) => props.onChange(key === null ? '' : String(key))}
      placeholder={props.placeholder ?? t('shell:form.choose')}
    >
      <LabelLine label={props.label} required={props.required} />
      <Button className="inp select">
        <SelectValue />
        <ChevronDown className="i" aria-hidden="true" />
      </Button>
      <Below help={props.help} error={props.error} />
      <Popover className="pop">
        <ListBox
          className="menu"
          items={[...(props.required ? [] : [{ value: '', label: t('shell:form.none') }]), ...props.options]}
        >
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="menu-item">
              <span>
                {option.label}
                {option.note && <span className="l2">{option.note}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** Yes or no, with its sentence. */
export function Checkbox(props: Omit<FieldProps<boolean>, 'required'>) {
  return (
    <div className="field">
      <AriaCheckbox
        className="checkbox"
        isSelected={props.value}
        onChange={props.onChange}
        isDisabled={props.disabled ?? false}
        isInvalid={props.error !== undefined}
        {...(props.name ? { name: props.name } : {})}
      >
        <span className="box" aria-hidden="true">
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M1.8 6.4 4.6 9.2 10.4 3" />
          </svg>
        </span>
        {props.label}
      </AriaCheckbox>
      {props.help && <p className="help indent">{props.help}</p>}
      {props.error && <p className="field-error indent">{props.error}</p>}
    </div>
  );
}
