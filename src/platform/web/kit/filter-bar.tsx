import { ChevronDown, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { useT } from '../i18n.ts';
import { Combobox, type RemoteOptions } from './combobox.tsx';
import type { Option } from './fields.tsx';

export interface Filter {
  /** The name of the query parameter. */
  id: string;
  label: string;
  /** A few known values, several may be chosen. */
  options?: readonly Option[];
  /** One value at a time. */
  single?: boolean;
  /** Yes when on: the parameter is `true`. */
  toggle?: boolean;
  /** One of many, searched on the server. */
  remote?: RemoteOptions;
}

export interface FilterBarProps {
  filters: readonly Filter[];
  values: Record<string, string | undefined>;
  onChange: (id: string, value: string | undefined) => void;
  q: string;
  onSearch: (q: string) => void;
  placeholder?: string;
  /** After the chips: « 1 à 25 sur 63 ». */
  count?: string;
}

/** Free text and criteria as chips; a chosen criterion says its values and can be taken off. */
export function FilterBar({ filters, values, onChange, q, onSearch, placeholder, count }: FilterBarProps) {
  const t = useT();
  return (
    <search className="filters">
      <SearchBox q={q} onSearch={onSearch} placeholder={placeholder ?? t('shell:table.search')} />
      {filters.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          value={values[filter.id]}
          onChange={(v) => onChange(filter.id, v)}
        />
      ))}
      {count && (
        <span className="filters-count" role="status">
          {count}
        </span>
      )}
    </search>
  );
}

function SearchBox({
  q,
  onSearch,
  placeholder,
}: {
  q: string;
  onSearch: (q: string) => void;
  placeholder: string;
}) {
  const [text, setText] = useState(q);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => latest.current(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text, q]);
  return (
    <input
      type="search"
      className="inp"
      data-list-search=""
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function FilterChip({
  filter,
  value,
  onChange,
}: {
  filter: Filter;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const t = useT();
  const chosen = value?.split(',').filter(Boolean) ?? [];
  const [label, setLabel] = useState<string>();
  if (filter.toggle)
    return (
      <button
        type="button"
        className={value ? 'chip on' : 'chip'}
        aria-pressed={value !== undefined}
        onClick={() => onChange(value ? undefined : 'true')}
      >
        {filter.label}
      </button>
    );
  const words = chosen.map((v) => filter.options?.find((o) => o.value === v)?.label ?? label ?? v);
  const said =
    words.length > 2
      ? t('shell:filters.value-count', { count: words.length })
      : words.join(', ').toLowerCase();
  return (
    <span className={chosen.length > 0 ? 'chip-group on' : 'chip-group'}>
      <DialogTrigger>
        <AriaButton className={chosen.length > 0 ? 'chip on' : 'chip'}>
          {filter.label}
          {chosen.length > 0 ? <b>{said}</b> : <ChevronDown className="i" aria-hidden="true" />}
        </AriaButton>
        <Popover className="pop" placement="bottom start">
          <Dialog className="filter-pop" aria-label={t('shell:filters.choose', { name: filter.label })}>
            {filter.remote ? (
              <Combobox
                label={filter.label}
                required
                value={value ?? ''}
                remote={{
                  ...filter.remote,
                  option: (item) => {
                    const option = filter.remote?.option(item) ?? { value: '', label: '' };
                    if (option.value === value && option.label !== label)
                      queueMicrotask(() => setLabel(option.label));
                    return option;
                  },
                }}
                onChange={(v) => onChange(v || undefined)}
              />
            ) : (
              <ListBox
                className="menu checks"
                aria-label={filter.label}
                selectionMode={filter.single ? 'single' : 'multiple'}
                selectedKeys={chosen}
                onSelectionChange={(keys) => {
                  const next = keys === 'all' ? [] : [...keys].map(String);
                  onChange(next.length > 0 ? next.join(',') : undefined);
                }}
              >
                {(filter.options ?? []).map((option) => (
                  <ListBoxItem
                    key={option.value}
                    id={option.value}
                    textValue={option.label}
                    className="menu-item"
                  >
                    <span className="box" aria-hidden="true">
                      <svg viewBox="0 0 12 12" aria-hidden="true">
                        <path d="M1.8 6.4 4.6 9.2 10.4 3" />
                      </svg>
                    </span>
                    {option.label}
                  </ListBoxItem>
                ))}
              </ListBox>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {chosen.length > 0 && (
        <button
          type="button"
          className="chip-off"
          aria-label={t('shell:filters.remove', { name: filter.label })}
          onClick={() => onChange(undefined)}
        >
          <X className="i" aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
