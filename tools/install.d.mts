export function npmCommand(): string[];
export function ensureInstalled(
  root: string,
  say: (text: string) => void,
  options?: { dev?: boolean },
): boolean;
