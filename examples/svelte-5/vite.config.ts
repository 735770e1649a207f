import {svelte} from '@sveltejs/vite-plugin-svelte';
import {defineConfig} from 'vite';

const backEnd = 'http://localhost:3001';

export default defineConfig({
  plugins: [svelte()],
  server: {proxy: {'/otp': backEnd, '/session': backEnd, '/orders': backEnd}},
});
