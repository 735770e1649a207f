import type {Meta} from '@storybook/web-components-vite';
import {html} from 'lit';
import {expect, userEvent, waitFor} from 'storybook/test';
import {openOtpDialog, OtpRequestError} from '../src/dialog.js';
import {fill, order, reached, scriptedEndpoint, comesTo} from './fixtures/index.js';
import type {Args, Story} from './fixtures/mount/stories.js';

/** `openOtpDialog()`: a page that has no element asks for a proof. */
const meta: Meta<Args> = {title: 'otp-verify/Dialog'};
export default meta;

const ask = async ({target}: Event): Promise<void> => {
  const result = (target as HTMLElement).nextElementSibling as HTMLOutputElement;
  try {
    const grant = await openOtpDialog({
      endpoint: scriptedEndpoint(),
      account: '058C123456',
      channel: 'kb-trade',
      purpose: 'order',
      transaction: order,
    });
    result.value = grant.purpose;
  } catch (error) {
    if (!(error instanceof OtpRequestError)) throw error;
    result.value = error.code;
  }
};

const render = () => html`
  <p>
    <button type="button" @click=${ask}>openOtpDialog()</button>
    <output></output>
  </p>
`;

const dialog = () => document.querySelector<HTMLDialogElement>('dialog.kb-otp-dialog');

const open = async (canvas: HTMLElement) => {
  await userEvent.click(canvas.querySelector('button') ?? canvas);
  const element = await waitFor(() => {
    const found = dialog()?.querySelector('otp-verify');
    if (!found) throw new Error('no dialog has opened');
    return found;
  });
  const screen = await reached(element, 'code');
  await waitFor(() => expect(screen.root.activeElement).toBe(screen.field()));
  return {element, screen};
};

export const Asking: Story = {
  render,
  beforeEach: () => async () => {
    dialog()?.close();
    // The browser says so in a task of its own; until then the next story's dialog is refused.
    await waitFor(() => expect(dialog()).toBe(null));
  },
  play: async ({canvasElement}) => {
    await open(canvasElement);
  },
};

export const Verified: Story = {
  render,
  play: async ({canvasElement}) => {
    const {element, screen} = await open(canvasElement);
    fill(screen.field(), '123456');
    await element.updateComplete;
    const verified = comesTo(element, 'verified');
    screen.primary()?.click();
    await verified;
    await waitFor(() => expect(canvasElement.querySelector('output')?.value).toBe('order'));
    await expect(document.activeElement).toBe(canvasElement.querySelector('button'));
  },
};

export const Left: Story = {
  render,
  play: async ({canvasElement}) => {
    const {screen} = await open(canvasElement);
    screen.action('Quay lại')?.click();
    screen.action('Go back')?.click();
    await waitFor(() => expect(canvasElement.querySelector('output')?.value).toBe('dismissed'));
  },
};
