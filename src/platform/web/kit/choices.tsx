import { Checkbox, CheckboxGroup, FieldError, Label, Text } from 'react-aria-components';
import { useT } from '../i18n.ts';
import type { FieldProps, Option } from './fields.tsx';

/** Several of a few: check boxes under one label. */
export function Choices(props: FieldProps<readonly string[]> & { options: readonly Option[] }) {
  const t = useT();
  return (
    <CheckboxGroup
      className="field"
      value={[...props.value]}
      onChange={props.onChange}
      isInvalid={props.error !== undefined}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      validationBehavior="aria"
    >
      <Label className="label">
        {props.label}
        {!props.required && <span className="optional"> {t('shell:form.optional')}</span>}
      </Label>
      {props.help && (
        <Text slot="description" className="help">
          {props.help}
        </Text>
      )}
      <div className="choice-boxes">
        {props.options.map((option) => (
          <Checkbox key={option.value} value={option.value} className="checkbox">
            <span className="box" aria-hidden="true">
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <path d="M1.8 6.4 4.6 9.2 10.4 3" />
              </svg>
            </span>
            <span>
              {option.label}
              {option.note && <span className="l2">{option.note}</span>}
            </span>
          </Checkbox>
        ))}
      </div>
      <FieldError className="field-error">{props.error}</FieldError>
    </CheckboxGroup>
  );
}
