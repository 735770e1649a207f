import {defineConfig} from 'vite';

const backEnd = 'http://localhost:3001';

export default defineConfig({
  server: {proxy: {'/otp': backEnd, '/session': backEnd, '/orders': backEnd}},
});
