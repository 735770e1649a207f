/** What can be turned on the theme page, and how: the tokens of `tokens.json`, which is made from the styles' own. */
import file from '../../tokens.json';

export interface Turned {
  /** `--kb-otp-accent` */
  readonly property: string;
  readonly description: string;
  readonly control:
    | {readonly kind: 'color'; readonly light: string; readonly dark: string}
    | {readonly kind: 'length'; readonly value: number; readonly unit: string; readonly most: number}
    | {readonly kind: 'choice'; readonly options: readonly string[]};
}

interface Token {
  readonly $value: unknown;
  readonly $description?: string;
  readonly $extensions?: Readonly<Record<string, {readonly property: string}>>;
}

type Group = Readonly<Record<string, Token | string>>;

const publicOf = (group: Group) =>
  Object.entries(group).flatMap(([name, token]) => {
    const property = typeof token === 'string' ? undefined : Object.values(token.$extensions ?? {})[0]?.property;
    return property === undefined ? [] : [{name, property, token: token as Token}];
  });

const hex = (token: unknown) => (token as {readonly $value: {readonly hex: string}}).$value.hex;

const colors: readonly Turned[] = publicOf(file.light).map(({name, property, token}) => ({
  property,
  description: token.$description ?? '',
  control: {kind: 'color', light: hex(token), dark: hex((file.dark as Group)[name])},
}));

const measured = (group: Group, most: number): readonly Turned[] =>
  publicOf(group).map(({property, token}) => {
    const {value, unit} = token.$value as {readonly value: number; readonly unit: string};
    return {property, description: token.$description ?? '', control: {kind: 'length', value, unit, most}};
  });

const choice = (property: string, description: string, ...options: readonly string[]): Turned => ({
  property,
  description,
  control: {kind: 'choice', options},
});

const mono = "ui-monospace, 'SF Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace";
const rounded = "ui-rounded, 'SF Pro Rounded', 'Nunito', system-ui, sans-serif";
const families = file.fontFamily['code-font'].$value.map((name) => (/\s/.test(name) ? `'${name}'` : name)).join(', ');

export const turned: readonly Turned[] = [
  ...colors,
  ...measured(file.dimension, 32),
  ...measured(file.duration, 600),
  choice(
    '--kb-otp-font',
    'Font of texts (`font` shorthand).',
    'inherit',
    "1rem/1.5 arial, 'Liberation Sans', sans-serif",
    `1rem/1.5 ${rounded}`,
    "1rem/1.5 georgia, 'Liberation Serif', serif",
  ),
  choice('--kb-otp-code-font', 'Font family of the digits.', families, mono, rounded),
  choice(
    '--kb-otp-shadow',
    'Shadow of the card.',
    'none',
    '0 1px 3px rgb(0 0 0 / 20%)',
    '0 10px 30px rgb(0 0 0 / 20%)',
  ),
];

/** What a control stands at when nobody has turned it, in CSS. */
export function initialOf({control}: Turned): string {
  switch (control.kind) {
    case 'color':
      return colorPair(control.light, control.dark);
    case 'length':
      return `${control.value}${control.unit}`;
    case 'choice':
      return control.options[0] ?? '';
  }
}

/** A color of both themes, in CSS. */
export const colorPair = (light: string, dark: string): string =>
  light === dark ? light : `light-dark(${light}, ${dark})`;

/** The rule that a host copies. */
export const ruleOf = (set: ReadonlyMap<string, string>): string =>
  set.size === 0
    ? '/* As the elements look by themselves. */'
    : `:root {\n${[...set].map(([property, value]) => `  ${property}: ${value};`).join('\n')}\n}`;
