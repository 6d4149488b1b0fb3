import { defineConfig } from 'vite';
import { viteConfig } from './tools/vite.mjs';

export default defineConfig(await viteConfig());
