// Preload for dependency-cruiser (node --import): its swc parser is not told that a `.tsx` file holds JSX, and stops on it.
import { createRequire } from 'node:module';

const swc = createRequire(import.meta.url)('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });
