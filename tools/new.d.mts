export function singular(kind: string): string;
export function scaffold(kind: string, id: string, root?: string): string[];
