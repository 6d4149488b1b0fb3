/** The look-out's mark. */
export const Mark = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.2">
    <path d="M3 17a9 9 0 0 1 18 0" />
    <path d="M12 17 17.2 8.6" />
    <circle cx="12" cy="17" r="1.6" fill="currentColor" />
    <path d="M2 21h20" />
  </svg>
);
