/** The authentication screen in a dialog of the browser, for a page that has no element of its own. */
import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {openOtpDialog, OtpRequestError, type OtpDialogOptions} from '../../src/dialog.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {answerSubmits} from '../../src/testing/answer-submits.js';
import {testEndpoint} from '../../src/testing/test-endpoint.js';
import {
  asTyped,
  leave,
  never,
  order,
  reached,
  scriptedEndpoint,
  send,
  type Script,
} from '../../stories/fixtures/index.js';
import {onPage, settled} from './support/mount.js';

const dialog = () => document.querySelector<HTMLDialogElement>('dialog.kb-otp-dialog');
const element = (): OtpVerify => dialog()!.querySelector('otp-verify')!;

const open = (script: Script = {}, over: Partial<OtpDialogOptions> = {}) =>
  openOtpDialog({
    endpoint: scriptedEndpoint(script),
    account: '058C123456',
    channel: 'kb-trade',
    purpose: 'order',
    transaction: order,
    ...over,
  });

const failing = async (asked: Promise<unknown>): Promise<OtpRequestError> => {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OtpRequestError)) throw new Error(`it ended with ${String(error)}`);
  return error;
};

/** A button of the page that has the focus. */
const opener = () => {
  const button = onPage(document.createElement('button'));
  button.focus();
  return button;
};

/** Nothing of the dialog is left. */
const isGone = () => dialog() === null && document.documentElement.style.overflow === '';

afterEach(() => dialog()?.close());

describe('a dialog that asks for a proof', () => {
  it('brings the grant, and closes', async () => {
    const asked = open();
    await reached(element(), 'code');
    expect(dialog()?.matches(':modal')).to.equal(true);
    await send(element(), 'verified');
    expect((await asked).purpose).to.equal('order');
    expect(isGone()).to.equal(true);
  });

  it('puts the focus where the customer goes on, and gives it back', async () => {
    const button = opener();
    const asked = failing(open());
    const screen = await reached(element(), 'code');
    await settled();
    expect(screen.root.activeElement).to.equal(screen.field());
    leave(screen)?.click();
    await asked;
    expect(document.activeElement).to.equal(button);
  });

  it('keeps the focus from the page below', async () => {
    const button = opener();
    const asked = failing(open());
    await reached(element(), 'code');
    button.focus();
    expect(document.activeElement).not.to.equal(button);
    dialog()?.close();
    await asked;
  });

  it('keeps the page below from scrolling, and lets it again as it was', async () => {
    document.documentElement.style.overflow = 'scroll';
    const asked = failing(open());
    expect(document.documentElement.style.overflow).to.equal('hidden');
    dialog()?.close();
    await asked;
    expect(document.documentElement.style.overflow).to.equal('scroll');
    document.documentElement.style.overflow = '';
  });

  for (const [lang, name] of [
    ['vi', 'Xác thực'],
    ['en', 'Authentication'],
  ] as const)
    it(`has a name in ${lang}, the page’s language`, async () => {
      document.documentElement.lang = lang;
      const asked = failing(open());
      await reached(element(), 'code');
      await settled();
      expect(asTyped(dialog()?.getAttribute('aria-label') ?? '')).to.match(new RegExp(`^${name}: `));
      dialog()?.close();
      await asked;
    });

  it('speaks another language than the page where it is told to', async () => {
    document.documentElement.lang = 'vi';
    const asked = failing(open({}, {lang: 'en'}));
    await reached(element(), 'code');
    await settled();
    expect(dialog()?.getAttribute('aria-label')).to.match(/^Authentication/);
    dialog()?.close();
    await asked;
  });
});

describe('a dialog that ends without a proof', () => {
  const endings: readonly (readonly [string, OtpRequestError['code'], () => unknown])[] = [
    ['the way out of the screen', 'dismissed', async () => leave(await reached(element(), 'code'))?.click()],
    ['Escape', 'dismissed', () => sendKeys({press: 'Escape'})],
    ['the page that closes it', 'dismissed', () => dialog()?.close()],
    ['the page that takes it away', 'aborted', () => dialog()?.remove()],
  ];
  for (const [how, code, end] of endings)
    it(`by ${how}: ${code}`, async () => {
      const asked = failing(open());
      await reached(element(), 'code');
      await end();
      expect((await asked).code).to.equal(code);
      expect(isGone()).to.equal(true);
    });

  it('by Escape while a code is under way: the call is given up', async () => {
    const endpoint = scriptedEndpoint({answerChallenge: never});
    const asked = failing(open({}, {endpoint}));
    await send(element(), 'submitting');
    await settled();
    await sendKeys({press: 'Escape'});
    expect((await asked).code).to.equal('dismissed');
    await settled();
    expect(endpoint.calls.answerChallenge[0]?.[2].signal.aborted).to.equal(true);
  });

  it('by its signal: aborted', async () => {
    const controller = new AbortController();
    const asked = failing(open({}, {signal: controller.signal}));
    await reached(element(), 'code');
    controller.abort();
    expect((await asked).code).to.equal('aborted');
    expect(isGone()).to.equal(true);
  });

  it('by a signal that has aborted before: it does not open', async () => {
    const asked = failing(open({}, {signal: AbortSignal.abort()}));
    expect(isGone()).to.equal(true);
    expect((await asked).code).to.equal('aborted');
  });

  it('by a mistake of the page: problem', async () => {
    const {code, problem} = await failing(open({}, {channel: 'No Where'}));
    expect([code, problem?.code]).to.deep.equal(['problem', 'unsupported_channel']);
    expect(isGone()).to.equal(true);
  });
});

describe('two dialogs', () => {
  it('at once: the second is refused, the first stays', async () => {
    const first = open();
    const {code, problem} = await failing(open());
    expect([code, problem?.code]).to.deep.equal(['problem', 'request_in_progress']);
    await send(element(), 'verified');
    await first;
  });

  it('one after the other: each opens', async () => {
    for (let time = 0; time < 2; time += 1) {
      const asked = open();
      await send(element(), 'verified');
      await asked;
    }
  });
});

describe('a dialog in collect mode', () => {
  it('lets the page hear each code as it bubbles, here the test kit, which answers as its codes say', async () => {
    const endpoint = testEndpoint();
    const stop = answerSubmits(document, endpoint);
    const asked = open({}, {endpoint, account: '058C000002', mode: 'collect'});
    await send(element(), 'code', '000000');
    await send(element(), 'verified');
    expect((await asked).scope).to.equal('once');
    stop();
  });
});
