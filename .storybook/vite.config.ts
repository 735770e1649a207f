import {defineConfig} from 'vite';

// Storybook has its own: the one at the top of the repository builds the self-contained files.
export default defineConfig({build: {target: 'es2022', chunkSizeWarningLimit: 4000}});
