import type { ReactNode } from 'react';

/** What is missing, and what to do next. `<Empty title="Aucun service" action={<Link …/>}>Une phrase.</Empty>` */
export function Empty({
  title,
  action,
  children,
}: {
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <p className="sec">{children}</p>}
      {action && <div className="acts gap-small">{action}</div>}
    </div>
  );
}
