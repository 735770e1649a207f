import {readFileSync} from 'node:fs';
import path from 'node:path';
import {minify} from 'terser';
import {defineConfig, type Plugin} from 'vite';
import {compactSource} from './scripts/compact-source.mjs';

/**
 * The files for a page without a bundler: each has everything that it needs at once in one module, and reaches for the
 * others by their names beside it, so that an element brings what only some customers need when they need it.
 * `vite build --mode otp-verify` makes `dist/cdn/otp-verify.js`.
 */
const files: Readonly<Record<string, string>> = {
  'otp-verify': 'src/define/otp-verify.ts',
  'otp-enroll': 'src/define/otp-enroll.ts',
  'otp-cancel': 'src/define/otp-cancel.ts',
  'otp-list': 'src/define/otp-list.ts',
  'otp-device-code': 'src/define/otp-device-code.ts',
  vault: 'src/adapters/vault/index.ts',
};

export default defineConfig(({mode}) => ({
  publicDir: false,
  plugins: [others(mode), compact(), licences(), minifyAgain()],
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: {entry: files[mode] ?? '', formats: ['es'], fileName: () => `${mode}.js`},
    // Library mode keeps white space unless the output itself is told to be minified.
    rolldownOptions: {output: {codeSplitting: false, minify: true, comments: false}},
  },
}));

/** Leaves every file but the one that is being made to itself. */
function others(mode: string): Plugin {
  const named = new Map(Object.entries(files).map(([name, source]) => [path.resolve(source), name]));
  return {
    name: 'kb-otp:others',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return null;
      const name = named.get(path.resolve(path.dirname(importer), source).replace(/\.js$/, '.ts'));
      return name === undefined || name === mode ? null : {id: `./${name}.js`, external: true};
    },
  };
}

/** Takes out of our own modules what only people read: translators' notes, white space in templates. */
function compact(): Plugin {
  return {
    name: 'kb-otp:compact',
    enforce: 'post',
    transform(code, id) {
      const own = !id.includes('node_modules') && id.includes('/src/');
      return own ? {code: compactSource(code, (text) => this.parse(text)), map: null} : null;
    },
  };
}

/** What the bundler's own minifier leaves: about a hundredth after compression. */
function minifyAgain(): Plugin {
  return {
    name: 'kb-otp:minify-again',
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const options = {module: true, ecma: 2020, compress: {passes: 3, unsafe_arrows: true}} as const;
        chunk.code = (await minify(chunk.code, options)).code ?? chunk.code;
      }
    },
  };
}

/** Comments are minified away, so the licences of what is inside go beside the file. */
function licences(): Plugin {
  return {
    name: 'kb-otp:licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      const packages = new Set(modules.flatMap((id) => packageFolder(id) ?? []));
      const texts = [...packages].map(licenceOf).sort();
      this.emitFile({type: 'asset', fileName: 'LICENSES.txt', source: `${texts.join(`\n${'-'.repeat(80)}\n\n`)}`});
    },
  };
}

/** The package folder of a module within `node_modules`. */
function packageFolder(id: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0];
}

function licenceOf(folder: string): string {
  const {name, version, license} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE'].flatMap((file) =>
    readIfPresent(path.join(folder, file)),
  )[0];
  return `${name} ${version} (${license})\n\n${text ?? ''}`;
}

function readIfPresent(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
