import { type ReactNode, useEffect } from 'react';
import { type Locale, setLocale, useLocale } from '../i18n.ts';
import { Mark } from '../shell/mark.tsx';

/** A calm page without rail: set-up, sign-in, one-time links. */
export function Door({
  title,
  lede,
  slim,
  children,
}: {
  title: string;
  lede?: ReactNode;
  slim?: boolean;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Vigie`;
  }, [title]);
  return (
    <>
      <div className={slim ? 'door slim' : 'door'}>
        <p className="brand">
          <Mark />
          Vigie
        </p>
        <h1>{title}</h1>
        {lede && <p className="lede">{lede}</p>}
        {children}
      </div>
      <Languages />
    </>
  );
}

function Languages() {
  const locale = useLocale();
  const names: [Locale, string][] = [
    ['fr', 'Français'],
    ['en', 'English'],
  ];
  return (
    <p className="door-foot">
      {names.map(([id, name]) =>
        id === locale ? (
          <span key={id} lang={id} className="mut">
            {name}
          </span>
        ) : (
          <button key={id} type="button" className="link" lang={id} onClick={() => void setLocale(id)}>
            {name}
          </button>
        ),
      )}
    </p>
  );
}
