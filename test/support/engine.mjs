/** The engines that Playwright does not drive as they are, behind one page. */

/**
 * @typedef {object} EnginePage
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<string>} url
 * @property {(script: string, ...args: unknown[]) => Promise<any>} evaluate runs the body of a function, which may wait
 * @property {{type: (text: string) => Promise<unknown>}} keyboard
 * @property {{click: (x: number, y: number) => Promise<unknown>}} mouse
 */

const launchers = {
  firefox: async () => (await import('./firefox.mjs')).launchFirefox(),
  webkit: async () => (await import('./webkit.mjs')).launchWebKit(),
};

/** Which one: `KB_OTP_TEST_ENGINE` names it. */
export const engine = process.env['KB_OTP_TEST_ENGINE'] ?? 'webkit';

/** @returns {Promise<{page: EnginePage, stop: () => Promise<void>}>} */
export const launchEngine = () => {
  const start = launchers[engine];
  if (!start)
    throw new Error(`KB_OTP_TEST_ENGINE is ${engine}, which is none of ${Object.keys(launchers).join(', ')}.`);
  return start();
};
