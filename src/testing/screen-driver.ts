import {fill} from './customer/customer.js';
import {reached, screenOf, shown, type Screen, type Stepping} from './customer/screen.js';
import {PATIENCE, stuck, type OtpDriver} from './driver.js';

const within = async (element: Stepping): Promise<Screen<Stepping>> => {
  await element.updateComplete;
  return screenOf(element);
};

const pressed = async (element: Stepping, what: string, find: (screen: Screen<Stepping>) => HTMLElement | null) => {
  const target = find(await within(element));
  if (!target) throw new Error(`there is no ${what} on the screen "${element.step}"`);
  target.click();
  await element.updateComplete;
};

/** What may stand in its place is waited for a moment: the field comes after the step then. */
async function fieldOf(element: Stepping): Promise<HTMLInputElement | null> {
  const latest = performance.now() + PATIENCE;
  for (;;) {
    const field = (await within(element)).field();
    if (field || performance.now() > latest) return field;
    await new Promise((resolve) => void requestAnimationFrame(resolve));
  }
}

const named = (root: ShadowRoot, name: string): HTMLElement | null =>
  [...root.querySelectorAll<HTMLElement>('button, a')].find((one) => shown(one) === name) ?? null;

/** Drives an element of the page that the test itself runs in (Testing Library, Vitest's browser mode). */
export const otpScreen = (element: Stepping): OtpDriver => ({
  step: async () => (await within(element)).element.step,
  async reaches(step, timeout = PATIENCE) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(stuck(element.step, step, timeout)), timeout);
    });
    await Promise.race([reached(element, step), late]).finally(() => clearTimeout(timer));
  },
  async enter(text) {
    fill(await fieldOf(element), text);
    await element.updateComplete;
  },
  confirm: () => pressed(element, 'main action', (screen) => screen.decision()),
  press: (name) => pressed(element, `"${name}"`, ({root}) => named(root, name)),
  status: async () => (await within(element)).status(),
  purpose: async () => (await within(element)).purpose(),
});
