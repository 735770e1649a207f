/**
 * A story as a test is played on a light page. What it has come to is looked at once more on a dark one, by the rules
 * of axe that colors decide: a theme is nothing but `color-scheme`, and no script asks for it, so all else is the same.
 */
import * as a11y from '@storybook/addon-a11y/preview';
import type {Preview} from '@storybook/web-components-vite';
import {inTheDark} from './commands.js';

type AfterEach = Extract<Preview['afterEach'], (...parts: never[]) => unknown>;

const byColor = ['color-contrast', 'link-in-text-block'];
const {afterEach: look} = a11y as unknown as {afterEach: AfterEach};

export const afterEach: AfterEach = (context) => {
  const {parameters} = context;
  const options = {runOnly: {type: 'rule', values: byColor}};
  const dark = {...context, parameters: {...parameters, a11y: {...(parameters['a11y'] as object), options}}};
  return inTheDark(async () => void (await look(dark)));
};
