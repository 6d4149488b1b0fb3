export const house: Record<string, string[]>;
export const plugins: [room: string, kind: string, define: string][];
