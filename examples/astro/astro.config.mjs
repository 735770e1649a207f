import {defineConfig} from 'astro/config';

const backEnd = 'http://localhost:3001';

export default defineConfig({
  vite: {server: {proxy: {'/otp': backEnd, '/session': backEnd, '/orders': backEnd}}},
});
