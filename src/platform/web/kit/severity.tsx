import { type TextKey, useT } from '../i18n.ts';

export type SeverityLevel = 'critical' | 'high' | 'medium' | 'low' | 'none' | 'unknown';

const CLASS: Record<SeverityLevel, string> = {
  critical: 'crit',
  high: 'high',
  medium: 'med',
  low: 'low',
  none: 'none',
  unknown: 'unk',
};

/** The shape alone, for a legend or a chart that says the word elsewhere. */
export function SeverityMark({ level }: { level: SeverityLevel }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={`mark ${CLASS[level]}`}>
      {level === 'critical' && <rect x="1" y="1" width="10" height="10" />}
      {level === 'high' && <path d="M6 .8 11.6 11H.4Z" />}
      {level === 'medium' && <path d="M6 .2 11.8 6 6 11.8.2 6Z" />}
      {level === 'low' && <circle cx="6" cy="6" r="4.4" />}
      {level === 'none' && <path className="line" d="M1.5 6h9" />}
      {level === 'unknown' && <circle cx="6" cy="6" r="4.6" strokeDasharray="2.6 2.2" />}
    </svg>
  );
}

/** How bad: colour, shape and word together. `<Severity level={finding.severity} />` */
export function Severity({ level, children }: { level: SeverityLevel; children?: string }) {
  const t = useT();
  return (
    <span className={`sev ${CLASS[level]}`}>
      <SeverityMark level={level} />
      {children ?? t(`shell:severity.${level}` satisfies TextKey)}
    </span>
  );
}
