/** Text from outside as paragraphs: line breaks are kept, nothing else is understood (no links, no marks). */
export function SafeText({ children, max = 20_000 }: { children: string; max?: number }) {
  const cut = children.length > max ? `${children.slice(0, max)}…` : children;
  return (
    <div className="read safe">
      {cut
        .split(/\n{2,}/)
        .filter((p) => p.trim() !== '')
        .map((p, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text, never reordered
          <p key={i}>{p}</p>
        ))}
    </div>
  );
}
