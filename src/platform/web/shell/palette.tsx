import { useNavigate } from '@tanstack/react-router';
import { CornerDownLeft, Search } from 'lucide-react';
import { useDeferredValue, useId, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useApi } from '../api.ts';
import { useT } from '../i18n.ts';
import { foldText } from '../kit/fold-text.ts';
import { useCan } from '../session.ts';
import { useNavigation } from './navigation.ts';
import { useRooms } from './rooms.ts';

/** Answer of GET /api/search?q=: objects of every room, best first. */
interface SearchAnswer {
  items: readonly { id: string; kind: string; title: string; note?: string; to: string }[];
}
interface Choice {
  id: string;
  label: string;
  note?: string;
  to?: string;
  run?: () => void;
}

/** Ctrl K: any object, screen or action, by the keyboard. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const groups = useChoices(useDeferredValue(text));
  const flat = groups.flatMap((g) => g.choices);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const pick = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    if (choice.to) void navigate({ to: choice.to as string });
    choice.run?.();
  };
  const move = (step: number) => {
    const next = flat.length === 0 ? 0 : (at + step + flat.length) % flat.length;
    setAt(next);
    box.current?.querySelector(`[data-n="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  let n = -1;
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="veil top-aligned"
    >
      <Modal className="modal palette-box">
        <Dialog aria-label={t('shell:palette.title')}>
          <div className="palette-input">
            <Search className="i" aria-hidden="true" />
            <input
              autoFocus
              type="text"
              role="combobox"
              aria-expanded="true"
              aria-controls={list}
              aria-autocomplete="list"
              aria-label={t('shell:palette.title')}
              {...(flat[at] ? { 'aria-activedescendant': `${list}-${at}` } : {})}
              placeholder={t('shell:palette.placeholder')}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') move(1);
                else if (event.key === 'ArrowUp') move(-1);
                else if (event.key === 'Enter') pick(flat[at]);
                else return;
                event.preventDefault();
              }}
            />
          </div>
          <div
            className="palette-list"
            id={list}
            role="listbox"
            aria-label={t('shell:palette.results')}
            ref={box}
          >
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
              <div key={group.label} role="group" aria-label={group.label}>
                <p className="palette-group" aria-hidden="true">
                  {group.label}
                </p>
                {group.choices.map((choice) => {
                  n += 1;
                  const index = n;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
                    <div
                      key={choice.id}
                      id={`${list}-${index}`}
                      data-n={index}
                      role="option"
                      tabIndex={-1}
                      aria-selected={index === at}
                      className="palette-option"
                      onMouseMove={() => setAt(index)}
                      onClick={() => pick(choice)}
                    >
                      <span>{choice.label}</span>
                      {choice.note && <span className="l2">{choice.note}</span>}
                      {index === at && <CornerDownLeft className="i end" aria-hidden="true" />}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          {flat.length === 0 && (
            <p className="palette-none" role="status">
              {t('shell:palette.none')}
            </p>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useChoices(text: string): { label: string; choices: Choice[] }[] {
  const t = useT();
  const can = useCan();
  const nav = useNavigation();
  const rooms = useRooms();
  const asked = text.trim();
  const found = useApi<SearchAnswer>('/api/search', { q: asked }, { enabled: asked.length >= 2, keep: true });
  const fits = (words: string) => foldText(words).includes(foldText(asked));
  const screens = nav
    .map((entry) => ({ id: `s:${entry.to}`, label: t(entry.labelKey), to: entry.to }))
    .filter((c) => fits(c.label));
  const actions = rooms
    .flatMap((room) => room.palette ?? [])
    .filter((entry) => can(entry.permission))
    .map((entry) => ({
      id: `a:${entry.labelKey}`,
      label: t(entry.labelKey),
      words: entry.wordsKey ? t(entry.wordsKey) : '',
      ...(entry.to ? { to: entry.to } : {}),
      ...(entry.run ? { run: entry.run } : {}),
    }))
    .filter((c) => fits(`${c.label} ${c.words}`));
  const objects = asked.length >= 2 ? (found.data?.items ?? []) : [];
  return [
    {
      label: t('shell:palette.objects'),
      choices: objects.map((o) => ({
        id: `o:${o.kind}:${o.id}`,
        label: o.title,
        ...(o.note ? { note: o.note } : {}),
        to: o.to,
      })),
    },
    { label: t('shell:palette.actions'), choices: actions },
    { label: t('shell:palette.screens'), choices: screens },
  ].filter((g) => g.choices.length > 0);
}
