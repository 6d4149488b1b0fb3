import { ChevronDown } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import { useApi } from '../api.ts';
import { useT } from '../i18n.ts';
import type { FieldProps, Option } from './fields.tsx';
import { foldText } from './fold-text.ts';

export interface RemoteOptions {
  /** A list that takes `q`: `/api/estate/services`. */
  path: string;
  query?: Record<string, string>;
  /** How one of its items is an option. */
  option: (item: Record<string, unknown>) => Option;
}

export interface ComboboxProps extends FieldProps<string> {
  options?: readonly Option[];
  remote?: RemoteOptions;
  /** Words of the value already chosen, when it may not be among the first results. */
  initialLabel?: string;
}

/** One of many: filters as one types, or searches on the server. */
export function Combobox(props: ComboboxProps) {
  const t = useT();
  const [text, setText] = useState<string | undefined>(props.initialLabel);
  const asked = useDeferredValue(text ?? '');
  const found = useApi<{ items: Record<string, unknown>[] }>(
    props.remote?.path ?? '',
    { ...props.remote?.query, q: asked, size: '20' },
    { enabled: props.remote !== undefined, keep: true },
  );
  const remote = props.remote;
  const options = remote ? (found.data?.items ?? []).map(remote.option) : (props.options ?? []);
  const chosen = options.find((o) => o.value === props.value);
  const shown = text ?? chosen?.label ?? '';
  const listed =
    remote || shown === chosen?.label
      ? options
      : options.filter((o) => foldText(o.label).includes(foldText(shown)));
  return (
    <ComboBox
      className="field"
      isInvalid={props.error !== undefined}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      validationBehavior="aria"
      allowsEmptyCollection
      menuTrigger="focus"
      items={listed}
      inputValue={shown}
      onInputChange={(next) => {
        setText(next);
        if (next === '') props.onChange('');
      }}
      selectedKey={props.value || null}
      onSelectionChange={(key) => {
        if (key === null) return;
        props.onChange(String(key));
        setText(options.find((o) => o.value === String(key))?.label);
      }}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
    >
      <Label className="label">
        {props.label}
        {!props.required && <span className="optional"> {t('shell:form.optional')}</span>}
      </Label>
      <div className="combo">
        <Input className="inp" />
        <Button className="combo-button">
          <ChevronDown className="i" aria-hidden="true" />
        </Button>
      </div>
      {props.help && (
        <Text slot="description" className="help">
          {props.help}
        </Text>
      )}
      <FieldError className="field-error">{props.error}</FieldError>
      <Popover className="pop">
        <ListBox<Option>
          className="menu"
          renderEmptyState={() => (
            <p className="menu-none">
              {found.isFetching ? t('shell:form.searching') : t('shell:form.no-match')}
            </p>
          )}
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
    </ComboBox>
  );
}
