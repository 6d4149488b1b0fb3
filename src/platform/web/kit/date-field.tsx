import { type CalendarDate, parseDate } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  Text,
} from 'react-aria-components';
import { useT } from '../i18n.ts';
import type { FieldProps } from './fields.tsx';

const read = (text: string | undefined): CalendarDate | null =>
  text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDate(text) : null;

/** A day, as `2026-11-30`; typed part by part or picked in a calendar. `''` when empty. */
export function DateField(props: FieldProps<string> & { min?: string; max?: string }) {
  const t = useT();
  const min = read(props.min);
  const max = read(props.max);
  return (
    <DatePicker
      className="field"
      value={read(props.value)}
      onChange={(value) => props.onChange(value?.toString() ?? '')}
      isInvalid={props.error !== undefined}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      validationBehavior="aria"
      {...(min ? { minValue: min } : {})}
      {...(max ? { maxValue: max } : {})}
    >
      <Label className="label">
        {props.label}
        {!props.required && <span className="optional"> {t('shell:form.optional')}</span>}
      </Label>
      <Group className="inp date">
        <DateInput className="segments">
          {(segment) => <DateSegment segment={segment} className="segment" />}
        </DateInput>
        <Button className="combo-button" aria-label={t('shell:form.open-calendar')}>
          <CalendarDays className="i" aria-hidden="true" />
        </Button>
      </Group>
      {props.help && (
        <Text slot="description" className="help">
          {props.help}
        </Text>
      )}
      <FieldError className="field-error">{props.error}</FieldError>
      <Popover className="pop">
        <Dialog className="calendar">
          <Calendar>
            <div className="calendar-head">
              <Button slot="previous" className="icb" aria-label={t('shell:form.calendar-previous')}>
                <ChevronLeft className="i" aria-hidden="true" />
              </Button>
              <Heading level={3} />
              <Button slot="next" className="icb" aria-label={t('shell:form.calendar-next')}>
                <ChevronRight className="i" aria-hidden="true" />
              </Button>
            </div>
            <CalendarGrid>{(date) => <CalendarCell date={date} className="day-cell" />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
