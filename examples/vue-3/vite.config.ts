import vue from '@vitejs/plugin-vue';
import {defineConfig} from 'vite';

const backEnd = 'http://localhost:3001';

export default defineConfig({
  plugins: [vue({template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('otp-')}}})],
  server: {proxy: {'/otp': backEnd, '/session': backEnd, '/orders': backEnd}},
});
