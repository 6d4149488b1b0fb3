import { Fragment, type ReactNode } from 'react';

/** Label and value pairs of a side column. A value left out is not drawn; write « inconnu » when it is not known. */
export function Facts({ items }: { items: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {items
        .filter(([, value]) => value !== undefined && value !== null && value !== false)
        .map(([label, value], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn from a literal and never reordered
          <Fragment key={i}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
