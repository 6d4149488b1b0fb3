import { defineConfig } from 'vite';
import { viteConfig } from './tools/vite.mjs';

// biome-ignore lint/style/noDefaultExport: what Vite reads
export default defineConfig(await viteConfig());
