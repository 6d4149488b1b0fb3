import type { InlineConfig } from 'vite';
export function viteConfig(): Promise<InlineConfig>;
