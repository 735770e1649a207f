/**
 * Messages: from `src/i18n/messages` into `locales/*.xlf` for translators, and from there into `src/generated/locales`.
 * `--check` writes nothing and fails if a file has drifted, a translation is missing, or a message lacks its id or its
 * description.
 */
import {copyFileSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {bin, fail, filesBelow, flag, root, runNode, temporaryFolder, textOf, writeOrCheck} from './tools.mjs';

const configFile = 'locales/lit-localize.json';
const config = JSON.parse(textOf(configFile) ?? '{}');
const here = path.join(root, path.dirname(configFile));
const isXliff = (file) => file.endsWith('.xlf');

/** Runs lit-localize on copies, so that a check leaves nothing behind. */
const generate = () =>
  temporaryFolder((folder) => {
    for (const file of filesBelow('locales', isXliff))
      copyFileSync(path.join(root, file), path.join(folder, path.basename(file)));
    const copy = path.join(folder, 'lit-localize.json');
    writeFileSync(
      copy,
      JSON.stringify({
        ...config,
        tsConfig: path.resolve(here, config.tsConfig),
        output: {...config.output, outputDir: path.join(folder, 'out')},
        interchange: {...config.interchange, xliffDir: folder},
      }),
    );
    runNode(bin.litLocalize, ['extract', '--config', copy], {quiet: true});
    runNode(bin.litLocalize, ['build', '--config', copy], {quiet: true});
    const outputDir = path.relative(root, path.resolve(here, config.output.outputDir));
    return Object.fromEntries(
      config.targetLocales.flatMap((locale) => [
        [`locales/${locale}.xlf`, readFileSync(path.join(folder, `${locale}.xlf`), 'utf8')],
        ...split(tidy(readFileSync(path.join(folder, 'out', `${locale}.ts`), 'utf8')), `${outputDir}/${locale}`),
      ]),
    );
  });

/** The generated module in the house's form, and with our own `str` instead of the whole library. */
const tidy = (module) => {
  const lines = module
    .replace("from '@lit/localize'", "from '../../../str.js'")
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//') && !line.startsWith('/* eslint'))
    .map((line) => (line.startsWith("'") ? `  ${line}` : line));
  return `// Made from locales/*.xlf by \`npm run localize\`.\n${lines.join('\n').replace('export const', '\nexport const')}\n`;
};

const catalogs = 'src/i18n/messages';

/**
 * One module for each file of messages, so that an element brings only what it says, and one with them all.
 * @param {string} module as `tidy` leaves it
 * @param {string} target path without an ending
 */
const split = (module, target) => {
  const head = module.slice(0, module.indexOf('export const'));
  const entries = module.split('\n').filter((line) => line.startsWith("  '"));
  const names = filesBelow(catalogs, (file) => file.endsWith('.ts')).map((file) => path.basename(file, '.ts'));
  const parts = names.map((name) => {
    const source = textOf(`${catalogs}/${name}.ts`) ?? '';
    const own = entries.filter((line) => source.includes(`id: ${line.trim().split(':')[0]}`));
    const needed = own.some((line) => line.includes('str`')) ? head : `${head.split('\n')[0]}\n\n`;
    return [`${target}/${name}.ts`, `${needed}export const templates = {\n${own.join('\n')}\n};\n`];
  });
  const imports = names.map(
    (name) => `import {templates as ${variable(name)}} from './${path.basename(target)}/${name}.js';`,
  );
  const all = `${head.split('\n')[0]}\n${imports.join('\n')}\n\nexport const templates = {${names.map((name) => `...${variable(name)}`).join(', ')}};\n`;
  return [...parts, [`${target}.ts`, all]];
};

/** @param {string} name of a file, its words joined by hyphens */
const variable = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** What keeps a unit of an XLIFF file from being shipped; undefined if nothing does. */
const lackOf = ({id, text}) => {
  if (/^[sh][0-9a-f]{16}$/.test(id)) return 'the message has no id of its own';
  if (!/<note\b[^>]*>\s*\S/.test(text)) return 'the message has no description';
  if (!/<target\b[^>]*>\s*\S/.test(text)) return 'no translation';
  return undefined;
};

const unitsOf = (xliff) =>
  [...xliff.matchAll(/<trans-unit id="([^"]*)">([\s\S]*?)<\/trans-unit>/g)].map(([, id, text]) => ({id, text}));

const sourceOf = (text) => /<source>([\s\S]*?)<\/source>/.exec(text)?.[1];

/** Translated units whose source text has changed since: somebody has to read them again. */
const changedUnder = (before, after) => {
  const old = new Map(unitsOf(before).map(({id, text}) => [id, sourceOf(text)]));
  return unitsOf(after)
    .filter(({id, text}) => old.has(id) && old.get(id) !== sourceOf(text) && text.includes('<target'))
    .map(({id}) => id);
};

const files = generate();
for (const [file, text] of Object.entries(files).filter(([name]) => isXliff(name))) {
  for (const id of changedUnder(textOf(file) ?? '', text))
    console.log(`${file}: ${id}: the source has changed, read its translation`);
  for (const {id, lack} of unitsOf(text).map((unit) => ({id: unit.id, lack: lackOf(unit)}))) {
    if (lack && flag('check')) fail(`${file}: ${id}: ${lack}`);
    else if (lack) console.log(`${file}: ${id}: ${lack}`);
  }
}
writeOrCheck(files, {name: 'localize', because: 'the messages say otherwise', repair: 'npm run localize'});
