/** What “Show code” shows: the tag as a page writes it, not as a story sets it up. */
import type {StoryContext} from '@storybook/web-components-vite';

const attributes: Readonly<Record<string, string>> = {
  account: 'account',
  channel: 'channel',
  purpose: 'purpose',
  lang: 'lang',
  density: 'density',
  deviceName: 'device-name',
  autoSubmit: 'auto-submit',
  required: 'required',
  disabled: 'disabled',
};

const attribute = (name: string, value: unknown): string[] => {
  if (value === true) return [name];
  return typeof value === 'string' && value !== '' ? [`${name}="${value}"`] : [];
};

export function asWritten(code: string, {component, args, globals}: StoryContext): string {
  if (typeof component !== 'string' || !component.startsWith('otp-')) return code;
  const set: Readonly<Record<string, unknown>> = {channel: globals['channel'], ...args};
  const written = Object.entries(attributes).flatMap(([key, name]) => attribute(name, set[key]));
  return [
    `<${component}`,
    ...['endpoint="https://otp.example/v1"', ...written].map((line) => `  ${line}`),
    `></${component}>`,
  ].join('\n');
}
