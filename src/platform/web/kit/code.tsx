import { CopyButton } from './copy-button.tsx';

/** Text as received, inert. `block`: several lines, scrolls by itself, with a copy button when `copy`. */
export function Code({
  children,
  block,
  copy,
  label,
}: {
  children: string;
  block?: boolean;
  copy?: boolean;
  label?: string;
}) {
  if (!block) return <code>{children}</code>;
  return (
    <div className="code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <pre tabIndex={0} {...(label ? { 'aria-label': label, role: 'region' } : {})}>
        {children}
      </pre>
      {copy && <CopyButton text={children} />}
    </div>
  );
}
