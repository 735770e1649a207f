import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {compileFunction} from 'node:vm';
import {transformSync} from 'esbuild';
import {parseAst} from 'vite';
import {inlineTranslations} from '../../scripts/inline-translations.mjs';
import * as inlined from '../../src/i18n/msg-inlined.js';
import * as looked from '../../src/i18n/msg.js';

type Messages = Readonly<Record<string, (...values: string[]) => string>>;
type Module = Readonly<Record<string, Messages | ((...args: never[]) => unknown)>>;

const folder = path.resolve('src/i18n/messages');

/** A module of messages, run with what it is given for `msg.js`; of translations it imports the generated ones. */
function run(code: string, msg: object): Module {
  const {code: script} = transformSync(code, {format: 'cjs'});
  const module = {exports: {}};
  const load = (name: string): object =>
    name.endsWith('msg.js') ? msg : run(sourceOf(path.resolve(folder, name).replace(/\.js$/, '.ts')), looked);
  const require = (name: string) => (name.endsWith('/str.js') ? {str: looked.str} : load(name));
  const start = compileFunction(script, ['module', 'exports', 'require']) as (...given: unknown[]) => void;
  start(module, module.exports, require);
  return module.exports;
}

const sourceOf = (file: string) => transformSync(readFileSync(file, 'utf8'), {loader: 'ts'}).code;

const catalogs = (module: Module) =>
  Object.values(module).filter((value): value is Messages => typeof value === 'object');

/** Every message in one language, filled with values that can be told from its words. */
const said = (module: Module, {readWith}: Pick<typeof inlined, 'readWith'>, translations: object | null) =>
  catalogs(module).flatMap((messages) =>
    Object.entries(messages).map(([id, message]) => {
      const values = Array.from({length: message.length}, (_, index) => `⟦${index}⟧`);
      return [id, readWith(translations, () => message(...values))];
    }),
  );

describe('the messages of a built page', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));

  for (const file of files) {
    it(`${file}: are those of the sources, in both languages`, () => {
      const id = path.join(folder, file);
      const source = sourceOf(id);
      const built = inlineTranslations(source, id, parseAst);
      const [before, after] = [run(source, looked), run(built, inlined)];
      const english = {readWith: looked.readWith as typeof inlined.readWith};
      assert.deepEqual(said(after, inlined, null), said(before, english, null));
      assert.deepEqual(said(after, inlined, {}), said(before, english, looked.englishTemplates));
      assert.ok(said(after, inlined, {}).length > 0);
      assert.doesNotMatch(built, /registerTranslations|generated\/locales|\bid: "/);
    });
  }

  it('are not built where an English text is missing', () => {
    const id = path.join(folder, 'verify.ts');
    const source = sourceOf(id).replace('id: "confirm"', 'id: "confirmed"');
    assert.throws(() => inlineTranslations(source, id, parseAst), /"confirmed" has no English text/);
  });
});
