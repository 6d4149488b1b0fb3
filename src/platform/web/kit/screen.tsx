import { type ReactNode, useEffect, useRef } from 'react';
import { type Crumb, type ScreenKey, setScreenMeta } from '../shell/screen-meta.ts';

export interface ScreenProps {
  /** The `h1` and the page title. A sentence with a verb when Vigie knows one. */
  title: string;
  /** When the heading is drawn by the screen itself (front page): the `h1` is then `heading`. */
  heading?: ReactNode;
  /** Reading: sentences, 66 characters. Working: lists, 32 px rows, full width. */
  density?: 'reading' | 'working';
  /** Path above this screen, without it. */
  crumbs?: readonly Crumb[];
  /** The line above the title: identifiers, states. */
  folio?: ReactNode;
  /** One or two sentences under the title. */
  dek?: ReactNode;
  actions?: ReactNode;
  /** Keys of this screen, shown in the status bar. */
  keys?: readonly ScreenKey[];
  children?: ReactNode;
}

/** Frame of every screen: title, breadcrumb, density, keys; takes the focus on arrival. */
export function Screen({
  title,
  heading,
  density = 'reading',
  crumbs,
  folio,
  dek,
  actions,
  keys,
  children,
}: ScreenProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const path = JSON.stringify(crumbs ?? []);
  const keyText = JSON.stringify(keys ?? []);
  useEffect(() => {
    document.title = `${title} · Vigie`;
    setScreenMeta({
      crumbs: [...(JSON.parse(path) as Crumb[]), { label: title }],
      keys: JSON.parse(keyText) as ScreenKey[],
    });
  }, [title, path, keyText]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => {
    // A screen reader hears the new screen's title; nothing moves for the others.
    if (document.body.dataset.moved === 'yes') head.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={`screen ${density}`}>
      {folio && <div className="folio">{folio}</div>}
      <div className="h-obj">
        <div>
          {heading ? (
            <h1 ref={head} tabIndex={-1} className="headline">
              {heading}
            </h1>
          ) : (
            <h1 ref={head} tabIndex={-1}>
              {title}
            </h1>
          )}
          {dek && <div className="dek">{dek}</div>}
        </div>
        {actions && <div className="acts">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
