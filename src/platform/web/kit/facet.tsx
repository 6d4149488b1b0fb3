import { type TextKey, useT } from '../i18n.ts';

export type FacetState = 'reached' | 'fragile' | 'solid' | 'unknown';

/** Atteinte square, fragile diamond, solide check, inconnue dashed ring. Unknown is never drawn as fine or as nothing. */
export function FacetMark({ state }: { state: FacetState }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={`mark facet ${state}`}>
      {state === 'reached' && <rect x="1" y="1" width="10" height="10" />}
      {state === 'fragile' && <path d="M6 .2 11.8 6 6 11.8.2 6Z" />}
      {state === 'solid' && <path className="line" d="M1.4 6.6 4.6 9.8 10.8 2.6" />}
      {state === 'unknown' && <circle cx="6" cy="6" r="4.6" strokeDasharray="2.6 2.2" />}
    </svg>
  );
}

/** One facet of a service, with yesterday's state when it moved: `<Facet state="reached" was="fragile" />`. */
export function Facet({ state, was, large }: { state: FacetState; was?: FacetState; large?: boolean }) {
  const t = useT();
  const word = (s: FacetState) => t(`shell:facet.${s}` satisfies TextKey);
  return (
    <span className={`facet-word ${state}${large ? ' large' : ''}`}>
      <FacetMark state={state} />
      {word(state)}
      {was && was !== state && (
        <span className="was">{t('shell:facet.was', { state: word(was).toLowerCase() })}</span>
      )}
    </span>
  );
}

/** Three facets in a line, for services that did not move. `labels` name them for screen readers. */
export function FacetTriplet({
  states,
  labels,
}: {
  states: readonly FacetState[];
  labels: readonly string[];
}) {
  const t = useT();
  return (
    <span className="tri">
      {states.map((state, i) => (
        <span key={labels[i]}>
          <FacetMark state={state} />
          <span className="vh">{`${labels[i]} : ${t(`shell:facet.${state}` satisfies TextKey)}`}</span>
        </span>
      ))}
    </span>
  );
}
