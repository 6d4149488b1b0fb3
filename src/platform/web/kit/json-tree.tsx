import { useState } from 'react';
import { useT } from '../i18n.ts';

const STEP = 50;
const DEEP = 12;
const LONG = 2_000;

/** A document as received, folded and inert: no link is made, nothing is run, long parts are cut. */
export function JsonTree({ value, open = 1 }: { value: unknown; open?: number }) {
  return (
    <div className="json">
      <Node value={value} depth={0} open={open} />
    </div>
  );
}

function Node({ value, depth, open }: { value: unknown; depth: number; open: number }) {
  const t = useT();
  const [shown, setShown] = useState(STEP);
  if (value === null || typeof value !== 'object') return <Leaf value={value} />;
  if (depth >= DEEP) return <span className="mut">…</span>;
  const isList = Array.isArray(value);
  const entries = isList ? value.map((v, i) => [String(i), v] as const) : Object.entries(value);
  const size = isList ? `[${entries.length}]` : `{${entries.length}}`;
  if (entries.length === 0) return <span className="mut">{t('shell:json.empty')}</span>;
  return (
    <details open={depth < open}>
      <summary>{size}</summary>
      <dl>
        {entries.slice(0, shown).map(([key, child]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <Node value={child} depth={depth + 1} open={open} />
            </dd>
          </div>
        ))}
      </dl>
      {entries.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + STEP)}>
          {t('shell:json.more', { count: entries.length - shown })}
        </button>
      )}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  if (typeof value !== 'string') return <span className="atom">{String(value)}</span>;
  return <span>{value.length > LONG ? `${value.slice(0, LONG)}…` : value}</span>;
}
