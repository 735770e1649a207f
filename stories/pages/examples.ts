/** One element in five frameworks. All but plain HTML is compiled in our CI (`scripts/hosts.mjs`). */

export type ExampleTag = 'otp-enroll' | 'otp-list' | 'otp-cancel';

export interface Example {
  readonly title: string;
  readonly language: string;
  /** Path under the folder of its framework; none for what no compiler takes. */
  readonly file?: string;
  readonly text: string;
}

interface Parts {
  /** `OtpEnroll`, `EnrollPage`: what is called after the element. */
  readonly name: string;
  /** The event that says that it is done, and its class. */
  readonly event: string;
  readonly eventClass: string;
}

const parts: Readonly<Record<ExampleTag, Parts>> = {
  'otp-enroll': {name: 'Registration', event: 'otp-enrolled', eventClass: 'OtpEnrolledEvent'},
  'otp-list': {name: 'ListOfCodes', event: 'otp-removed', eventClass: 'OtpRemovedEvent'},
  'otp-cancel': {name: 'Cancellation', event: 'otp-cancelled', eventClass: 'OtpCancelledEvent'},
};

const imports = (tag: ExampleTag, framework: string) => `import 'kb-otp/define/${tag}.js';
import type {} from 'kb-otp/types/${framework}';
import {sessionToken} from '../broker.js';`;

const plain = (tag: ExampleTag, {event}: Parts) => `<script type="module" src="/assets/kb-otp/${tag}.js"></script>

<${tag} endpoint="https://otp.example/v1" account="058C123456" channel="m-able"></${tag}>

<script type="module">
  const element = document.querySelector('${tag}');
  element.addEventListener('${event}', () => location.reload());
</script>
`;

const react = (tag: ExampleTag, {name, event}: Parts) => `${imports(tag, 'react')}

export function ${name}({account, done}: {account: string; done: () => void}) {
  return (
    <${tag}
      endpoint="/otp/v1"
      account={account}
      channel="m-able"
      getSessionToken={sessionToken}
      on${event}={done}
    />
  );
}
`;

const vue = (tag: ExampleTag, {event}: Parts) => `<script setup lang="ts">
${imports(tag, 'vue')}

defineProps<{account: string}>();
const emit = defineEmits<{done: []}>();
</script>

<template>
  <${tag}
    endpoint="/otp/v1"
    :account="account"
    channel="m-able"
    :getSessionToken="sessionToken"
    @${event}="() => emit('done')"
  />
</template>
`;

const svelte = (tag: ExampleTag, {event}: Parts) => `<script lang="ts">
${imports(tag, 'svelte').replace(/^/gm, '  ')}

  const {account, done}: {account: string; done: () => void} = $props();
</script>

<${tag}
  endpoint="/otp/v1"
  {account}
  channel="m-able"
  getSessionToken={sessionToken}
  on${event}={done}
></${tag}>
`;

const angular = (
  tag: ExampleTag,
  {name, event, eventClass}: Parts,
) => `import {Component, CUSTOM_ELEMENTS_SCHEMA, input, output} from '@angular/core';
import type {${eventClass}} from 'kb-otp';
import 'kb-otp/define/${tag}.js';
import {sessionToken} from '../broker.js';

@Component({
  selector: '${tag.replace('otp', 'app')}',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
    <${tag}
      endpoint="/otp/v1"
      [attr.account]="account()"
      channel="m-able"
      [getSessionToken]="sessionToken"
      (${event})="done.emit($event)"
    ></${tag}>
  \`,
})
export class ${name} {
  readonly account = input.required<string>();
  readonly done = output<${eventClass}>();
  protected readonly sessionToken = sessionToken;
}
`;

/** Plain HTML, React, Vue, Svelte and Angular. */
export const examplesOf = (tag: ExampleTag): readonly Example[] => {
  const own = parts[tag];
  return [
    {title: 'Plain HTML', language: 'html', text: plain(tag, own)},
    {title: 'React 19', language: 'tsx', file: `react/${own.name}.tsx`, text: react(tag, own)},
    {title: 'Vue 3', language: 'vue', file: `vue/${own.name}.vue`, text: vue(tag, own)},
    {title: 'Svelte 5', language: 'svelte', file: `svelte/${own.name}.svelte`, text: svelte(tag, own)},
    {title: 'Angular', language: 'ts', file: `angular/${own.name}.ts`, text: angular(tag, own)},
  ];
};

export const exampleTags = Object.keys(parts) as readonly ExampleTag[];

/** The examples as a docs page shows them. */
export const exampleText = (tag: ExampleTag): string =>
  examplesOf(tag)
    .map(({title, language, text}) => `### ${title}\n\n\`\`\`${language}\n${text}\`\`\`\n`)
    .join('\n');
