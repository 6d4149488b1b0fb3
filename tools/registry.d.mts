export function writeRegistries(): void;
export function folders(dir: string): string[];
