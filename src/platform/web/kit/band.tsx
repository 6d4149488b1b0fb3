import { type ReactNode, useId } from 'react';

export interface BandProps {
  title: ReactNode;
  /** A count or a state, pale, after the title. */
  note?: ReactNode;
  /** One link or action at the right. */
  go?: ReactNode;
  id?: string;
  className?: string;
  children?: ReactNode;
}

/** A part of a page under a 2 px rule. `<Band title="À traiter" note="6 décisions" go={<Link …/>}>` */
export function Band({ title, note, go, id, className, children }: BandProps) {
  const own = useId();
  return (
    <section className={className ? `band ${className}` : 'band'} aria-labelledby={id ?? own}>
      <div className="bh">
        <h2 id={id ?? own}>{title}</h2>
        {note && <span className="c">{note}</span>}
        {go && <span className="go">{go}</span>}
      </div>
      {children}
    </section>
  );
}

/** Columns that share their top rule: `<Columns split="7:5">`. */
export function Columns({
  split = '7:5',
  children,
}: {
  split?: '7:5' | '5:7' | '8:4' | '1:1' | '1:1:1';
  children: ReactNode;
}) {
  const name = { '7:5': 'c75', '5:7': 'c57', '8:4': 'c84', '1:1': 'c2', '1:1:1': 'c3' }[split];
  return <div className={`cols band ${name}`}>{children}</div>;
}
