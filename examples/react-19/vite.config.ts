import react from '@vitejs/plugin-react';
import {defineConfig} from 'vite';

const backEnd = 'http://localhost:3001';

export default defineConfig({
  plugins: [react()],
  server: {proxy: {'/otp': backEnd, '/session': backEnd, '/orders': backEnd}},
});
