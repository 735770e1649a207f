import {defineConfig} from 'vitepress';
import {slugOf} from '../../scripts/docs/markdown.mjs';
import {sections} from '../../scripts/docs/pages.mjs';
import {placeOf} from '../../scripts/docs/stage.mjs';

const address = (file: string) => `/${placeOf(file).replace(/\.md$/, '')}`;

/** The side bar takes names for HTML. */
const escaped = (text: string) => text.replaceAll('<', '&lt;');

const sidebar = sections.map(({title, pages}) => ({
  text: title,
  items: pages.map(({file, name}) => ({text: escaped(name), link: address(file)})),
}));

/** What a page is about, for the ways by which it is found. */
const about = new Map(
  sections.flatMap(({pages}) => pages.map(({file, about: text}) => [placeOf(file), text] as const)),
);

export default defineConfig({
  title: 'KB-OTP',
  description: 'Web elements that ask for a one-time code, and hand your page a grant.',
  lang: 'en',
  srcDir: '.pages',
  outDir: '../site-static',
  cacheDir: '../node_modules/.cache/vitepress',
  cleanUrls: true,
  head: [
    ['link', {rel: 'icon', type: 'image/svg+xml', href: '/icon.svg'}],
    ['meta', {name: 'theme-color', content: '#ffbc00'}],
  ],
  markdown: {
    anchor: {slugify: slugOf},
    // Comments and strings stand out by 4.5 as well.
    theme: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'},
    // Tables of the elements name tags, which are no components.
    attrs: {disable: true},
  },
  themeConfig: {
    logo: {src: '/icon.svg', alt: ''},
    nav: [
      {text: 'Start', link: '/start'},
      {text: 'Playground', link: '/playground'},
      {text: 'Elements', link: '/reference/otp-verify'},
      {text: 'Endpoint', link: '/endpoint'},
      {text: 'Errors', link: '/errors'},
    ],
    sidebar,
    outline: [2, 3],
    search: {provider: 'local'},
    footer: {message: 'Apache-2.0'},
  },
  transformPageData: ({relativePath}) => ({description: about.get(relativePath) ?? ''}),
  vue: {template: {compilerOptions: {isCustomElement: (tag) => /^(kb|otp)-/.test(tag)}}},
  vite: {build: {target: 'es2022'}, esbuild: {target: 'es2022'}},
});
