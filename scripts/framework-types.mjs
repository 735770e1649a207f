/**
 * Writes `dist/types/*.d.ts` from the manifest: what the templates of React, Preact, Solid, Vue and Svelte know of the
 * elements. They are types only; `import type {} from 'kb-otp/types/react'` lets a project know them.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {root, textOf} from './tools.mjs';

/** @typedef {{name: string, description?: string, kind?: string, readonly?: boolean}} Named */
/** @typedef {Named & {fieldName?: string, type?: {text: string}}} Item */
/** @typedef {{name: string, tagName: string, members: Item[], attributes: Item[], events: Item[]}} Element */

const folder = 'dist/types';

/** @returns {Element[]} */
const elements = () => {
  const {modules} = JSON.parse(textOf('dist/custom-elements.json') ?? '{"modules": []}');
  return modules.flatMap((module) => module.declarations).filter(({tagName}) => tagName);
};

const doc = ({description = ''}) => `/** ${description.replace(/\s+/g, ' ').replaceAll('*/', '')} */`;
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);
const optional = (item, name, type) => `  ${doc(item)}\n  ${key(name)}?: ${type} | undefined;`;
const listener = ({type}) => `((event: ${type?.text ?? 'Event'}) => void)`;

const isWritable = ({kind, readonly}) => kind === 'field' && !readonly;
const properties = ({name, members}) =>
  members.filter(isWritable).map((member) => [member, member.name, `${name}['${member.name}']`]);

/** Attributes that are no property's name; `lang` is everybody's. */
const attributes = ({name, members, attributes: all}) => {
  const writable = new Set(members.filter(isWritable).map((member) => member.name));
  return all
    .filter((attribute) => !writable.has(attribute.name) && attribute.name !== 'lang')
    .map((attribute) => [
      attribute,
      attribute.name,
      attribute.fieldName ? `${name}['${attribute.fieldName}']` : (attribute.type?.text ?? 'string'),
    ]);
};

const settings = (element) => [...properties(element), ...attributes(element)];
const lines = (entries) => entries.map(([item, name, type]) => optional(item, name, type)).join('\n');
const events = (element, nameOf) => lines(element.events.map((event) => [event, nameOf(event.name), listener(event)]));

const pascal = (name) => name.replace(/(^|-)(\w)/g, (_, _hyphen, letter) => letter.toUpperCase());
const on = (name) => `on${name}`;
const indent = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** `export interface OtpVerifySettings {...}`: what a template may set, and hear. */
const interfaces = (all, nameOf) =>
  all
    .map((element) => {
      const body = [lines(settings(element)), nameOf && events(element, nameOf)].filter(Boolean).join('\n');
      return `/** What \`<${element.tagName}>\` takes. */\nexport interface ${element.name}Settings {\n${body}\n}\n`;
    })
    .join('\n');

const tags = (all, entryOf) => all.map((element) => `${key(element.tagName)}: ${entryOf(element)};`).join('\n');

const react = (all) => `import type {DetailedHTMLProps, HTMLAttributes} from 'react';
${interfaces(all, on)}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${indent(
  tags(
    all,
    ({name}) => `DetailedHTMLProps<Omit<HTMLAttributes<${name}>, keyof ${name}Settings>, ${name}> & ${name}Settings`,
  ),
  6,
)}
    }
  }
}
`;

const preact = (all) => `import type {HTMLAttributes} from 'preact';
${interfaces(all, on)}
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
${indent(
  tags(all, ({name}) => `Omit<HTMLAttributes<${name}>, keyof ${name}Settings> & ${name}Settings`),
  6,
)}
    }
  }
}
`;

/** Solid hears events by \`on:\`, sets properties by \`prop:\` and attributes by \`attr:\` or \`bool:\`. */
const solid = (all) => `import type {JSX} from 'solid-js';
${interfaces(all)}
type Prefixed<Prefix extends string, Settings> = {[Name in keyof Settings & string as \`\${Prefix}:\${Name}\`]?: Settings[Name]};

${all
  .map(
    (element) =>
      `/** Its events, by \`on:\`. */\nexport interface ${element.name}Events {\n${events(element, (name) => `on:${name}`)}\n}\n`,
  )
  .join('\n')}
type Tag<Element, Settings, Events> = Omit<JSX.HTMLAttributes<Element>, keyof Settings> &
  Settings &
  Prefixed<'prop' | 'attr' | 'bool', Settings> &
  Events;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
${indent(
  tags(all, ({name}) => `Tag<${name}, ${name}Settings, ${name}Events>`),
  6,
)}
    }
  }
}
`;

const vue = (all) => `import type {DefineComponent, HTMLAttributes} from 'vue';
${interfaces(all, (name) => `on${pascal(name)}`)}
declare module 'vue' {
  interface GlobalComponents {
${indent(
  tags(all, ({name}) => `DefineComponent<${name}Settings & Omit<HTMLAttributes, keyof ${name}Settings>>`),
  4,
)}
  }
}
`;

const svelte = (all) => `import type {HTMLAttributes} from 'svelte/elements';
${interfaces(all, on)}
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${indent(
  tags(all, ({name}) => `Omit<HTMLAttributes<${name}>, keyof ${name}Settings> & ${name}Settings`),
  4,
)}
  }
}
`;

const frameworks = {react, preact, solid, vue, svelte};

export const writeFrameworkTypes = () => {
  const all = elements();
  const named = new Set(all.flatMap(({name, events: own}) => [name, ...own.flatMap(({type}) => type?.text ?? [])]));
  const head = `// Made from custom-elements.json.\nimport type {${[...named].sort().join(', ')}} from '../index.js';\n`;
  mkdirSync(path.join(root, folder), {recursive: true});
  for (const [name, typesOf] of Object.entries(frameworks))
    writeFileSync(path.join(root, folder, `${name}.d.ts`), `${head}${typesOf(all)}`);
};

if (import.meta.filename === process.argv[1]) writeFrameworkTypes();
