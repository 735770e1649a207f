/** Makes a page of every candidate, each with all that it needs in one module. */
import {cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync} from 'node:zlib';
import {build} from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const candidatesFolder = path.join(here, 'candidates');

/** React's hooks by Preact, where a candidate was written for React. */
const alias = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
};

const shipped = path.join(here, '../../dist/cdn');
/** What a page loads besides its own module, and preloads as the README says. */
const files = {'otp-verify': ['/cdn/otp-verify.js']};

const preloads = (name) =>
  [`${name}.js`, ...(files[name] ?? [])].map((file) => `<link rel="modulepreload" href="${file}">`).join('');

const compressed = (file) => brotliCompressSync(readFileSync(file)).length;

const page = (name) => `<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>${name}</title>
<style>body { margin: 0; font: 16px/1.5 sans-serif; }</style>
${preloads(name)}<script type="module" src="${name}.js"></script></head>
<body></body>
</html>
`;

/**
 * @param {string} target folder
 * @returns {Promise<Array<{name: string, bytes: number}>>} `bytes`: of all that is loaded, by brotli
 */
export const buildCandidates = async (target) => {
  mkdirSync(target, {recursive: true});
  cpSync(shipped, path.join(target, 'cdn'), {recursive: true});
  const names = readdirSync(candidatesFolder).map((file) => path.basename(file, '.js'));
  const made = [];
  for (const name of names) {
    await build({
      root: here,
      configFile: false,
      logLevel: 'error',
      resolve: {alias},
      define: {'process.env.NODE_ENV': '"production"'},
      build: {
        target: 'es2022',
        outDir: target,
        emptyOutDir: false,
        lib: {entry: path.join(candidatesFolder, `${name}.js`), formats: ['es'], fileName: () => `${name}.js`},
        rolldownOptions: {external: /^\/cdn\//, output: {codeSplitting: false, minify: true, comments: false}},
      },
    });
    writeFileSync(path.join(target, `${name}.html`), page(name));
    const loaded = [`${name}.js`, ...(files[name] ?? [])].map((file) => compressed(path.join(target, file)));
    made.push({name, bytes: loaded.reduce((sum, bytes) => sum + bytes)});
  }
  return made;
};
