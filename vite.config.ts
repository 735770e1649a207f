import path from 'node:path';
import {minify} from 'terser';
import {defineConfig, type Plugin} from 'vite';
import {compactSource} from './scripts/compact-source.mjs';
import {inlineTranslations} from './scripts/inline-translations.mjs';
import {licencesOf} from './scripts/licences.mjs';
import {leaveOut} from './scripts/leave-out.mjs';
import {ownNames} from './scripts/own-names.mjs';
import {withSameNames} from './scripts/same-names.mjs';

/**
 * The files for a page without a bundler. `otp-verify.js` has everything of its own in it and reaches for no other
 * before a customer needs it; the others take from it what they share, so that a page with all of them loads nothing
 * twice.
 */
const entries: Readonly<Record<string, string>> = {
  'otp-verify': 'src/define/otp-verify.ts',
  'otp-enroll': 'src/define/otp-enroll.ts',
  'otp-cancel': 'src/define/otp-cancel.ts',
  'otp-list': 'src/define/otp-list.ts',
  'otp-dialog': 'src/dialog.ts',
  'page-part': 'src/elements/otp-verify/page-part.ts',
  approving: 'src/elements/otp-verify/approving.ts',
  'otp-device-code': 'src/define/otp-device-code.ts',
  waiting: 'src/define/waiting.ts',
  'otp-requests': 'src/define/otp-requests.ts',
  'device-list': 'src/adapters/device-list.ts',
  vault: 'src/adapters/vault/index.ts',
};

/** Files that others import from have in them all that they are made of. */
const whole = ['otp-verify', 'device-list'];

/** What `otp-verify.js` asks for once its first field is there, in one file. */
const later = new Set(
  [
    'src/i18n/messages/problems-late.ts',
    'src/domain/message.ts',
    'src/adapters/endpoint/refused-answer.ts',
    'src/domain/problem-document.ts',
    'src/domain/hints.ts',
  ].map((file) => path.resolve(file)),
);

/** Found once all modules are known. */
let users: ReadonlyMap<string, readonly string[]> | undefined;

const pathOf = (entry: string): string => path.resolve(entries[entry] ?? '');

export default defineConfig({
  publicDir: false,
  plugins: [inline(), compact(), lean(), licences(), minifyAgain()],
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: {entry: Object.fromEntries(Object.keys(entries).map((name) => [name, pathOf(name)])), formats: ['es']},
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        format: 'es',
        minify: true,
        comments: false,
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        codeSplitting: {
          groups: [
            ...whole.map((name, index) => ({name, test: (id: string) => id === pathOf(name), priority: 9 - index})),
            {name: 'later', test: (id: string) => later.has(id), priority: 7},
            {debugName: 'methods', name: shared('methods', (by) => by.includes('otp-cancel')), priority: 3},
            {debugName: 'device', name: shared('device', (by) => by.includes('otp-device-code')), priority: 2},
            {debugName: 'registered', name: shared('registered', () => true), priority: 1},
            // What comes after the list takes its words from there.
            {name: 'otp-list', test: (id: string) => id === pathOf('otp-list'), priority: 0},
            // What scans takes from it all that it shows as that does.
            {name: 'otp-requests', test: (id: string) => id === pathOf('otp-requests'), priority: 0},
            // So does what asks on the phone's other screens.
            {name: 'waiting', test: (id: string) => id === pathOf('waiting'), priority: 0},
          ],
        },
      },
    },
  },
});

interface Modules {
  getModuleInfo(id: string): {readonly importedIds: readonly string[]} | null;
}

/**
 * What several entries are made of: what changes an account's methods, what has to do with this device, and what only
 * registering and the list need of that.
 */
function shared(
  file: string,
  fits: (entries: readonly string[]) => boolean,
): (id: string, modules: Modules) => string | null {
  return (id, modules) => {
    users ??= usersOf(modules);
    const by = users.get(id) ?? [];
    return by.length > 1 && fits(by) ? file : null;
  };
}

/** The entries that each module is part of, not through another entry. */
function usersOf(modules: Modules): ReadonlyMap<string, readonly string[]> {
  const names = new Map(Object.keys(entries).map((name) => [pathOf(name), name]));
  const found = new Map<string, string[]>();
  for (const [entry, name] of names) {
    const seen = new Set<string>();
    const visit = (id: string): void => {
      if (seen.has(id) || (id !== entry && names.has(id))) return;
      seen.add(id);
      found.set(id, [...(found.get(id) ?? []), name]);
      modules.getModuleInfo(id)?.importedIds.forEach(visit);
    };
    visit(entry);
  }
  return found;
}

const isOwn = (id: string): boolean => !id.includes('node_modules') && id.includes('/src/');

/** English beside Vietnamese, without ids; nothing for the console; style sheets without checks. */
function inline(): Plugin {
  const inlined = path.resolve('src/i18n/msg-inlined.ts');
  const silent = path.resolve('src/developer-silent.ts');
  const lean = path.resolve('src/styles/css-tag-lean.ts');
  return {
    name: 'kb-otp:inline',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === './css-tag.js' && importer?.includes('/@lit/reactive-element/')) return lean;
      if (!importer || !isOwn(importer)) return null;
      if (/\/developer\.js$/.test(source)) return silent;
      return /\/msg\.js$/.test(source) ? inlined : null;
    },
    transform: {
      order: 'post',
      handler(code, id) {
        if (!/\/src\/i18n\/messages\//.test(id)) return null;
        return {code: inlineTranslations(code, id, (text) => this.parse(text)), map: null};
      },
    },
  };
}

/** Takes out of our own modules what only people read: translators' notes, white space in templates. */
function compact(): Plugin {
  return {
    name: 'kb-otp:compact',
    enforce: 'post',
    transform(code, id) {
      return isOwn(id) ? {code: compactSource(code, (text) => this.parse(text)), map: null} : null;
    },
  };
}

/** Takes out of packages what none of our modules reaches. */
function lean(): Plugin {
  return {
    name: 'kb-otp:lean',
    transform(code, id) {
      const left = leaveOut(code, id, (text) => this.parse(text));
      return left === null ? null : {code: left, map: null};
    },
  };
}

/**
 * Most of its functions run before the first field is there. Chromium (136) compiles them, told so, while the file
 * comes and beside the page's own work, in place of each when it is called first: a third of what the page's thread
 * has to do for the element until then.
 */
const compileAtOnce = '//# allFunctionsCalledOnLoad\n';

/** What the bundler's own minifier leaves: about a hundredth after compression. */
function minifyAgain(): Plugin {
  return {
    name: 'kb-otp:minify-again',
    async generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((chunk) => chunk.type === 'chunk');
      const shorten = shorterNames(chunks.map(({code}) => code));
      const cache = {props: {}};
      for (const chunk of chunks) {
        const {code} = await minify(chunk.code, {
          module: true,
          ecma: 2020,
          compress: {passes: 3, unsafe_arrows: true},
          mangle: {properties: {regex: new RegExp(`^(${ownNames.join('|')})$`)}},
          // What files say to one another has one name; their variables are their own.
          nameCache: cache,
        });
        Object.assign(cache, {vars: undefined});
        chunk.code = shorten(code ?? chunk.code);
      }
      const codes = withSameNames(new Map(chunks.map(({fileName, code}) => [fileName, code])));
      for (const chunk of chunks)
        chunk.code = (chunk.name === 'otp-verify' ? compileAtOnce : '') + (codes.get(chunk.fileName) ?? chunk.code);
    },
  };
}

/** The styles' own custom properties have names that only these files know. */
function shorterNames(codes: readonly string[]): (code: string) => string {
  const own = /--_[a-z-]+/g;
  const names = [...new Set(codes.flatMap((code) => code.match(own) ?? []))].sort();
  return (code) => code.replace(own, (name) => `--_${names.indexOf(name).toString(36)}`);
}

/** Comments are minified away, so the licences of what is inside go beside the file. */
function licences(): Plugin {
  return {
    name: 'kb-otp:licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      this.emitFile({type: 'asset', fileName: 'LICENSES.txt', source: licencesOf(modules)});
    },
  };
}
