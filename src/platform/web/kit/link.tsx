import { type LinkProps, Link as RouterLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** `/expositions`, `/expositions/42` */
  to: string;
  search?: Record<string, string | undefined>;
  /** Current only at this very address, not at those under it. */
  exact?: boolean;
  children?: ReactNode;
}

/** A link to another screen of Vigie (loaded ahead when pointed at). Links out are plain `<a>`. */
export function Link({ to, search, exact, children, ...rest }: Props) {
  const props = {
    to,
    search: search ?? {},
    ...(exact ? { activeOptions: { exact } } : {}),
    ...rest,
  } as unknown as LinkProps;
  return <RouterLink {...props}>{children}</RouterLink>;
}
