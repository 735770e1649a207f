/**
 * WebKit, by Debian's `webkit2gtk-driver` (WebKitWebDriver and its MiniBrowser) on a screen of its own (Xvfb). It is
 * spoken to by the WebDriver protocol as it stands: it is a dozen requests, and its clients on npm bring a hundred
 * packages.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as wait} from 'node:timers/promises';
import {findWebKit} from './browser.mjs';
import {standingPort} from './ports.mjs';

/** Keys that are no characters, as WebDriver writes them. */
const named = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Shift: '\uE008',
  Tab: '\uE004',
};
const keyOf = (key) => named[key] ?? key;
const pressed = (key) => [
  {type: 'keyDown', value: keyOf(key)},
  {type: 'keyUp', value: keyOf(key)},
];

const buttons = {left: 0, middle: 1, right: 2};

/** Milliseconds that the screen, the driver and the browser together may take to be there. */
const PATIENCE = 60_000;

/** Ends with this process, however that ends. */
const startProgram = (program, args, options) => {
  const child = spawn(program, args, options);
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  return {
    child,
    stop: async () => {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
};

/** A screen that nobody sees. It says itself which number is free. */
const startScreen = async (xvfb) => {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = startProgram(xvfb, args, {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
  const [number] = await once(/** @type {import('node:stream').Readable} */ (screen.child.stdio[3]), 'data');
  return {...screen, display: `:${String(number).trim()}`};
};

/** What keeps it from looking for a desktop, a graphics card and settings of somebody's. */
const environment = (DISPLAY) => ({
  ...process.env,
  DISPLAY,
  GDK_BACKEND: 'x11',
  GSETTINGS_BACKEND: 'memory',
  LIBGL_ALWAYS_SOFTWARE: '1',
  NO_AT_BRIDGE: '1',
});

/** One window of WebKit, with so much of Playwright's page as its users here ask for. */
export class WebKitPage {
  #base;

  /** @param {string} base address of a session */
  constructor(base) {
    this.#base = base;
  }

  /**
   * @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path
   * @param {object} [body]
   */
  async #ask(method, path, body) {
    const headers = {'Content-Type': 'application/json'};
    const answer = await fetch(this.#base + path, {method, ...(body && {body: JSON.stringify(body), headers})});
    const {value} = /** @type {{value: any}} */ (await answer.json());
    if (!answer.ok) throw new Error(`WebKit: ${value?.error}: ${value?.message}`);
    return value;
  }

  #act(type, id, actions, more = {}) {
    return this.#ask('POST', '/actions', {actions: [{type, id, actions, ...more}]});
  }

  keyboard = {
    /** One key after the other. @param {string} text */
    type: (text) => this.#act('key', 'keyboard', [...text].flatMap(pressed)),
    /** @param {string} key */
    press: (key) => this.#act('key', 'keyboard', pressed(key)),
    /** @param {string} key */
    down: (key) => this.#act('key', 'keyboard', [{type: 'keyDown', value: keyOf(key)}]),
    /** @param {string} key */
    up: (key) => this.#act('key', 'keyboard', [{type: 'keyUp', value: keyOf(key)}]),
  };

  #point(...actions) {
    return this.#act('pointer', 'mouse', actions, {parameters: {pointerType: 'mouse'}});
  }

  mouse = {
    move: (x, y) => this.#point({type: 'pointerMove', duration: 0, x, y}),
    down: ({button = 'left'} = {}) => this.#point({type: 'pointerDown', button: buttons[button]}),
    up: ({button = 'left'} = {}) => this.#point({type: 'pointerUp', button: buttons[button]}),
    click: async (x, y, options) => {
      await this.mouse.move(x, y);
      await this.mouse.down(options);
      await this.mouse.up(options);
    },
  };

  /** @param {string} url */
  goto(url) {
    return this.#ask('POST', '/url', {url});
  }

  url() {
    return this.#ask('GET', '/url');
  }

  title() {
    return this.#ask('GET', '/title');
  }

  /** @param {{width: number, height: number}} size of the window */
  setViewportSize({width, height}) {
    return this.#ask('POST', '/window/rect', {width, height});
  }

  /**
   * @param {string} script the body of a function, which may wait
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  evaluate(script, ...args) {
    const body = `const done = arguments[arguments.length - 1];
      (async (...args) => {${script}})(...arguments).then((value) => done({value}), (error) => done({error: String(error)}));`;
    return this.#ask('POST', '/execute/async', {script: body, args}).then((told) => {
      if (told.error) throw new Error(told.error);
      return told.value;
    });
  }

  close() {
    return this.#ask('DELETE', '');
  }
}

const heard = async (address) => {
  try {
    const {value} = /** @type {{value: {ready: boolean}}} */ (await (await fetch(`${address}/status`)).json());
    return value.ready;
  } catch {
    return false;
  }
};

/**
 * Starts a screen, the driver and a browser.
 * @returns {Promise<{page: WebKitPage, version: string, stop: () => Promise<void>}>}
 */
export const launchWebKit = async () => {
  const {driver, xvfb} = findWebKit();
  const screen = await startScreen(xvfb);
  const port = await standingPort();
  const program = startProgram(driver, [`--port=${port}`], {stdio: 'ignore', env: environment(screen.display)});
  const address = `http://127.0.0.1:${port}`;
  const stopAll = async () => {
    await program.stop();
    await screen.stop();
  };
  try {
    for (const latest = Date.now() + PATIENCE; !(await heard(address)); await wait(50))
      if (Date.now() > latest) throw new Error('WebKitWebDriver does not answer.');
    const capabilities = {alwaysMatch: {timeouts: {script: PATIENCE, pageLoad: PATIENCE}}};
    const answer = await fetch(`${address}/session`, {method: 'POST', body: JSON.stringify({capabilities})});
    const {value} = /** @type {{value: any}} */ (await answer.json());
    if (!answer.ok) throw new Error(`WebKit does not start: ${value.message}`);
    const page = new WebKitPage(`${address}/session/${value.sessionId}`);
    const stop = async () => {
      await page.close().catch(() => undefined);
      await stopAll();
    };
    return {page, version: value.capabilities.browserVersion, stop};
  } catch (error) {
    await stopAll();
    throw error;
  }
};
