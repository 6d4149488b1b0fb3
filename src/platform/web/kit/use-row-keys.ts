import { type RefObject, useEffect, useRef } from 'react';

export interface RowKeys {
  box: RefObject<HTMLElement | null>;
  count: number;
  current: number;
  move: (index: number) => void;
  select: (index: number) => void;
  open: (index: number) => void;
  preview: (index: number) => void;
  /** Acts on the current row by their letter, in lower case. */
  acts?: Readonly<Record<string, (index: number) => void>> | undefined;
  enabled: boolean;
}

/** J K rows, X select, Enter open, Space preview, / search: while no field or dialog has the keyboard. */
export function useRowKeys(keys: RowKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const k = latest.current;
      if (!k.enabled || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const clamp = (i: number) => Math.max(0, Math.min(k.count - 1, i));
      const act: Record<string, () => void> = {
        j: () => k.move(clamp(k.current + 1)),
        k: () => k.move(clamp(k.current - 1)),
        x: () => k.current >= 0 && k.select(k.current),
        ' ': () => k.current >= 0 && k.preview(k.current),
        '/': () => k.box.current?.querySelector<HTMLElement>('[data-list-search]')?.focus(),
      };
      if (event.key === 'Enter') {
        // A focused link or button does its own work.
        if (k.current >= 0 && event.target === document.body) k.open(k.current);
        return;
      }
      if (event.key === ' ' && isControl(event.target)) return;
      const own = k.acts?.[event.key.toLowerCase()];
      const run = act[event.key.toLowerCase()] ?? (own && k.current >= 0 ? () => own(k.current) : undefined);
      if (!run || k.count === 0) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    'input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]',
  ) !== null;
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, summary, a:not(.row-link)') !== null;
