/** A key, as engraved; unheard, since the control it belongs to says what it does. */
export const Kbd = ({ children }: { children: string }) => (
  <span className="kbd" aria-hidden="true">
    {children}
  </span>
);
