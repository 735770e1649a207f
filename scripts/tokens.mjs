/**
 * Writes `tokens.json`: the design tokens in the format of the Design Tokens Community Group (2025.10), for Figma and
 * whatever else reads it. Made from the sheet that the elements read (`src/styles/tokens.ts`) and from their doc
 * blocks, which say what each token sets. `--check` writes nothing and fails if the file has drifted.
 */
import {format} from 'prettier';
import {tsImport} from 'tsx/esm/api';
import {writeManifest} from './manifest.mjs';
import {fail, textOf, writeOrCheck} from './tools.mjs';

/** Pixels of the card's text, which the sizes of type are parts of, on a page that leaves text at 16 pixels. */
const BASE = 15;

const group = 'vn.kbsv.kb-otp';

/** What is said for whoever wants more contrast or less motion, which no token is. */
const onWish = /@media[^{]*\{\s*:host[^{]*\{[^}]*\}\s*\}/g;

/** What a declaration says last is what a browser of today takes. */
const declared = (css, selector) => {
  const blocks = [...css.replace(onWish, '').matchAll(/(:host(?:\([^)]*\))?) \{([^}]*)\}/g)].filter(
    ([, found]) => found === selector,
  );
  const pairs = blocks.flatMap(([, , body]) => [...body.matchAll(/(--_[\w-]+): ([^;]+);/g)]);
  return new Map(pairs.map(([, name, value]) => [name.slice(3), value]));
};

/** `var(--kb-otp-accent, #ffbc00)` -> the name that a host sets, and what stands there without it. */
const parted = (value) => {
  const [, property, otherwise] = /^var\((--kb-otp-[\w-]+), (.+)\)$/s.exec(value) ?? [];
  return {property, value: otherwise ?? value};
};

const themes = ['light', 'dark'];

/** `light-dark(a, b)` -> that of a theme; one value is both themes'. */
const inTheme = (value, theme) => {
  const [, ...both] = /^light-dark\((#\w+), (#\w+)\)$/.exec(value) ?? [];
  return both[themes.indexOf(theme)] ?? value;
};

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const hexOf = (bytes) => `#${bytes.map((byte) => Math.round(byte).toString(16).padStart(2, '0')).join('')}`;
const color = (hex) => ({
  colorSpace: 'srgb',
  components: channels(hex).map((byte) => Number((byte / 255).toFixed(4))),
  alpha: 1,
  hex,
});

/**
 * `color-mix(in srgb, var(--_text) 12%, var(--_surface))`
 * @param {string} value
 * @param {Map<string, string>} hexes
 */
const mixed = (value, hexes) => {
  const [, one, percent, other] =
    /^color-mix\(in srgb, var\(--_([\w-]+)\) (\d+)%, var\(--_([\w-]+)\)\)$/.exec(value) ?? [];
  if (one === undefined || other === undefined) return undefined;
  const part = Number(percent);
  const [a, b] = [channels(hexes.get(one) ?? ''), channels(hexes.get(other) ?? '')];
  return hexOf(a.map((byte, index) => (byte * part + (b[index] ?? 0) * (100 - part)) / 100));
};

const lengthOf = (text) => {
  const [, value, unit] = /^([\d.]+)(px|em)$/.exec(text) ?? [];
  if (value === undefined) throw new Error(`tokens: ${text} is no length`);
  return {value: unit === 'em' ? Math.round(Number(value) * BASE) : Number(value), unit: 'px'};
};
const durationOf = (text) => ({value: parseFloat(text), unit: 'ms'});
const familyOf = (text) => text.split(', ').map((name) => name.replace(/^'|'$/g, ''));
const shadowOf = (text) => {
  if (text !== 'none') throw new Error('tokens: say how a shadow is written');
  const none = {value: 0, unit: 'px'};
  return {color: {...color('#000000'), alpha: 0}, offsetX: none, offsetY: none, blur: none, spread: none};
};

/** Everything that is no color, by kind: the names of the sheet. */
const others = {
  dimension: {of: lengthOf, names: ['radius', 'space', 'spot', 'target']},
  duration: {of: durationOf, names: ['motion']},
  fontFamily: {of: familyOf, names: ['code-font']},
  shadow: {of: shadowOf, names: ['shadow']},
};
/** Of the text around the element: there is no value to write down. */
const ofTheHost = ['font'];
const type = ['small', 'large', 'title'];

const described = () => {
  writeManifest();
  const {modules} = JSON.parse(textOf('dist/custom-elements.json') ?? '{"modules": []}');
  const all = modules.flatMap(({declarations = []}) => declarations).flatMap(({cssProperties = []}) => cssProperties);
  return new Map(all.map(({name, description}) => [name, description]));
};

const token = ($value, property, descriptions) => ({
  $value,
  ...(property && {$description: descriptions.get(property), $extensions: {[group]: {property}}}),
});

const colorsIn = (sheet, theme, descriptions) => {
  const parts = [...sheet].map(([name, text]) => [name, parted(text)]);
  /** @type {Map<string, string>} */
  const hexes = new Map();
  for (const [name, {value}] of parts) {
    const hex = inTheme(value, theme);
    if (/^#\w{6}$/.test(hex)) hexes.set(name, hex);
  }
  const own = parts.filter(([name]) => hexes.has(name));
  const derived = parts.map(([name, {value}]) => [name, mixed(value, hexes)]).filter(([, hex]) => hex);
  return {
    ...Object.fromEntries(
      own.map(([name, {property}]) => [name, token(color(hexes.get(name)), property, descriptions)]),
    ),
    ...Object.fromEntries(derived.map(([name, hex]) => [name, token(color(hex))])),
  };
};

const {tokens} = await tsImport('../src/styles/tokens.ts', import.meta.url);
const sheet = declared(tokens.cssText, ':host');
const compact = declared(tokens.cssText, ":host([density='compact'])");
const descriptions = described();
const colors = themes.map((theme) => [theme, colorsIn(sheet, theme, descriptions)]);
const kinds = Object.entries(others).map(([$type, {of, names}]) => {
  const all = names.map((name) => {
    const {value, property} = parted(sheet.get(name) ?? '');
    return [name, token(of(value), property, descriptions)];
  });
  return [$type, {$type, ...Object.fromEntries(all)}];
});
const written = new Set([
  ...colors.flatMap(([, all]) => Object.keys(all)),
  ...Object.values(others).flatMap(({names}) => names),
  ...ofTheHost,
  ...type,
]);
const forgotten = [...sheet.keys()].filter((name) => !written.has(name));
if (forgotten.length > 0) fail(`tokens: ${forgotten.join(', ')} of src/styles/tokens.ts has no place in tokens.json`);

const file = {
  $schema: 'https://www.designtokens.org/schemas/2025.10/format.json',
  $description: 'KB-OTP web elements: what a host sets by --kb-otp-*, and what is derived from that.',
  ...Object.fromEntries(colors.map(([theme, all]) => [theme, {$type: 'color', ...all}])),
  ...Object.fromEntries(kinds),
  compact: {
    $type: 'dimension',
    ...Object.fromEntries([...compact].map(([name, value]) => [name, {$value: lengthOf(value)}])),
  },
  type: {
    $type: 'dimension',
    text: {$value: {value: BASE, unit: 'px'}},
    ...Object.fromEntries(type.map((name) => [name, {$value: lengthOf(sheet.get(name) ?? '')}])),
  },
};
const text = await format(JSON.stringify(file), {parser: 'json', printWidth: 120, bracketSpacing: false});
writeOrCheck(
  {'tokens.json': text},
  {name: 'tokens', because: 'src/styles/tokens.ts says otherwise', repair: 'npm run tokens'},
);
