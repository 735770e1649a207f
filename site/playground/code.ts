/** Code to copy: the element as it stands, for a page or a framework. */
import type {Transaction} from '../../src/index.js';
import {oneAccount, order} from './endpoint.js';
import {attributes, begun, initial, isFor, tags, type Settings} from './settings.js';

export interface Shown {
  readonly settings: Settings;
  readonly account: string;
  readonly transaction: Transaction | null;
}

type Pair = readonly [name: string, value: string | true];

/** The attributes that are set, in the order in which one writes them. */
export function attributesOf({settings, account}: Shown): readonly Pair[] {
  const set = attributes
    .filter((control) => isFor(control, settings.element))
    .flatMap(({name}): Pair[] => {
      const value = settings[name];
      if (value === true) return [[name, true]];
      return typeof value === 'string' && value ? [[name, value]] : [];
    });
  return [['endpoint', '/otp/v1'], ['account', account], ...set];
}

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const literal = (value: unknown) =>
  JSON.stringify(value)
    .replace(/"(\w+)":/g, '$1: ')
    .replace(/,(?=\w)/g, ', ')
    .replaceAll('"', "'");

const written = (pair: Pair, name = pair[0]) => (pair[1] === true ? name : `${name}="${pair[1]}"`);

const tagOf = ({settings: {element}}: Shown, lines: readonly string[], end = `></${element}>`) =>
  `<${element}\n${lines.map((line) => `  ${line}`).join('\n')}\n${end}`;

const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);

/** The event that says that the customer is through. */
const events = {
  'otp-verify': 'otp-verified',
  'otp-enroll': 'otp-enrolled',
  'otp-list': 'otp-removed',
  'otp-cancel': 'otp-cancelled',
} as const;

const given = {
  'otp-verify': 'grant',
  'otp-enroll': 'accounts',
  'otp-list': 'account',
  'otp-cancel': 'account',
} as const;

const html = (shown: Shown): string => {
  const {element} = shown.settings;
  const tag = tagOf(
    shown,
    attributesOf(shown).map((pair) => written(pair)),
  );
  return `<script type="module" src="/assets/kb-otp/${element}.js"></script>

${tag}

<script type="module">
  const element = document.querySelector('${element}');
${shown.transaction ? `  element.transaction = ${literal(shown.transaction)};\n` : ''}  element.addEventListener('${events[element]}', ({${given[element]}}) => console.log(${given[element]}));
</script>
`;
};

const listener = ({settings: {element}}: Shown) => `(event) => console.log(event.${given[element]})`;

/** `auto-submit` -> `autoSubmit`; what every HTML element has keeps its name. */
const asProperty = (pair: Pair) => written(pair, camel(pair[0]));

const react = (shown: Shown): string => {
  const {element} = shown.settings;
  const lines = [
    ...attributesOf(shown).map(asProperty),
    ...(shown.transaction ? ['transaction={transaction}'] : []),
    `on${events[element]}={${listener(shown)}}`,
  ];
  return `import 'kb-otp/define/${element}.js';
import type {} from 'kb-otp/types/react';
${shown.transaction ? `\nconst transaction = ${literal(shown.transaction)} as const;\n` : ''}
export function Ask() {
  return (
${indented(tagOf(shown, lines, '/>'), '    ')}
  );
}
`;
};

const vue = (shown: Shown): string => {
  const {element} = shown.settings;
  const lines = [
    ...attributesOf(shown).map((pair) => written(pair)),
    ...(shown.transaction ? [':transaction="transaction"'] : []),
    `@${events[element]}="${listener(shown)}"`,
  ];
  return `<script setup lang="ts">
import 'kb-otp/define/${element}.js';
import type {} from 'kb-otp/types/vue';
${shown.transaction ? `\nconst transaction = ${literal(shown.transaction)} as const;\n` : ''}</script>

<template>
${indented(tagOf(shown, lines, '/>'), '  ')}
</template>
`;
};

const svelte = (shown: Shown): string => {
  const {element} = shown.settings;
  const lines = [
    ...attributesOf(shown).map((pair) => written(pair)),
    ...(shown.transaction ? ['{transaction}'] : []),
    `on${events[element]}={${listener(shown)}}`,
  ];
  return `<script lang="ts">
  import 'kb-otp/define/${element}.js';
  import type {} from 'kb-otp/types/svelte';
${shown.transaction ? `\n  const transaction = ${literal(shown.transaction)} as const;\n` : ''}</script>

${tagOf(shown, lines)}
`;
};

/** Preact and Solid: the same template, but for how a property and a listener are named. */
const jsx =
  (framework: 'preact' | 'solid', names: {readonly property: string; readonly listener: string}) =>
  (shown: Shown): string => {
    const {element} = shown.settings;
    const lines = [
      ...attributesOf(shown).map((pair) => written(pair)),
      ...(shown.transaction ? [`${names.property}transaction={transaction}`] : []),
      `${names.listener}${events[element]}={${listener(shown)}}`,
    ];
    return `import 'kb-otp/define/${element}.js';
import type {} from 'kb-otp/types/${framework}';
${shown.transaction ? `\nconst transaction = ${literal(shown.transaction)} as const;\n` : ''}
export function Ask() {
  return (
${indented(tagOf(shown, lines, '/>'), '    ')}
  );
}
`;
  };

const eventTypes = {
  'otp-verify': 'OtpVerifiedEvent',
  'otp-enroll': 'OtpEnrolledEvent',
  'otp-list': 'OtpRemovedEvent',
  'otp-cancel': 'OtpCancelledEvent',
} as const;

const angular = (shown: Shown): string => {
  const {element} = shown.settings;
  const lines = [
    ...attributesOf(shown).map((pair) => written(pair)),
    ...(shown.transaction ? ['[transaction]="transaction"'] : []),
    `(${events[element]})="heard($event)"`,
  ];
  const transaction = shown.transaction
    ? `  protected readonly transaction = ${literal(shown.transaction)} as const;\n\n`
    : '';
  return `import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';
import type {${eventTypes[element]}} from 'kb-otp';
import 'kb-otp/define/${element}.js';

@Component({
  selector: 'app-ask',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
${indented(tagOf(shown, lines), '    ')}
  \`,
})
export class Ask {
${transaction}  protected heard({${given[element]}}: ${eventTypes[element]}): void {
    console.log(${given[element]});
  }
}
`;
};

/** By the name of the choice. */
export const languages: Readonly<Record<string, {readonly says: string; readonly write: (shown: Shown) => string}>> = {
  html: {says: 'Plain HTML', write: html},
  react: {says: 'React 19', write: react},
  vue: {says: 'Vue 3', write: vue},
  svelte: {says: 'Svelte 5', write: svelte},
  angular: {says: 'Angular', write: angular},
  solid: {says: 'Solid', write: jsx('solid', {property: 'prop:', listener: 'on:'})},
  preact: {says: 'Preact', write: jsx('preact', {property: '', listener: 'on'})},
};

const files = {react: 'tsx', vue: 'vue', svelte: 'svelte', angular: 'ts', solid: 'tsx', preact: 'tsx'} as const;

/** What is given away of each element as it begins, as files of a host: for the compiler of its framework. */
export const playgroundExamples = (): readonly {file: string; text: string}[] =>
  tags.flatMap((tag) => {
    const settings = {...initial, ...begun[tag], element: tag, 'auto-submit': true, density: 'compact'};
    const shown: Shown = {settings, account: oneAccount, transaction: tag === 'otp-verify' ? order : null};
    return Object.entries(files).map(([name, extension]) => ({
      file: `${name}/playground-${tag}.${extension}`,
      text: languages[name]?.write(shown) ?? '',
    }));
  });
