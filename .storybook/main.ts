import type {StorybookConfig} from '@storybook/web-components-vite';
import {fileURLToPath} from 'node:url';
import remarkGfm from 'remark-gfm';

const config: StorybookConfig & {readonly title: string} = {
  title: 'KB-OTP elements',
  framework: {
    name: '@storybook/web-components-vite',
    options: {builder: {viteConfigPath: '.storybook/vite.config.ts'}},
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  // The icon of the tab.
  staticDirs: ['./public'],
  addons: [
    // MDX 3 has no tables of its own.
    {name: '@storybook/addon-docs', options: {mdxPluginOptions: {mdxCompileOptions: {remarkPlugins: [remarkGfm]}}}},
    '@storybook/addon-a11y',
  ],
  // Of stories as tests; whoever reads them has a toolbar.
  previewAnnotations: process.env['VITEST'] ? [fileURLToPath(new URL('dark.ts', import.meta.url))] : [],
  core: {disableTelemetry: true, disableWhatsNewNotifications: true},
};

export default config;
