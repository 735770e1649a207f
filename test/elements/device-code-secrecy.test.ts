import {expect} from 'chai';
import {appears, inside, tap, unlockWith, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {OTHER_PASSWORD, PASSWORD} from '../../stories/fixtures/device.js';
import {accounts, problem, reached} from '../../stories/fixtures/index.js';
import {OtpDeviceCode} from '../../src/elements/internal/otp-device-code/otp-device-code.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import type {OpenVault, Vault} from '../../src/ports/vault.js';
import {heardOnPage, mountVerify} from './support/mount-account.js';
import {settled} from './support/mount.js';

const here = {standing: onThisDevice, list: listOfThisDevice} as const;

async function use(element: OtpVerify, password = PASSWORD): Promise<void> {
  const part = await inside(element, 'otp-device-code');
  await appears(() => part.step === 'asking' || part.step === 'offered');
  if (part.step === 'offered') await tap(part, 'useThisDevice');
  await unlockWith(element, password);
}

/** Every state that the elements’ trees go through from now on, as markup. */
function recordMarkup(...elements: readonly Element[]): string[] {
  const seen: string[] = [];
  for (const element of elements) {
    const {shadowRoot} = element;
    if (!shadowRoot) throw new Error('the element has not been rendered');
    const note = () => void seen.push(element.outerHTML, shadowRoot.innerHTML, shadowRoot.textContent);
    new MutationObserver(note).observe(shadowRoot, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  }
  return seen;
}

const levels = ['debug', 'error', 'info', 'log', 'warn'] as const;

/** Everything that is written to the console while `run` is under way. */
async function consoleOf(run: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const originals = levels.map((level) => [level, console[level].bind(console)] as const);
  for (const level of levels) console[level] = (...said: unknown[]) => void lines.push(said.map(String).join(' '));
  try {
    await run();
  } finally {
    for (const [level, original] of originals) console[level] = original;
  }
  return lines;
}

/** Every vault that the part of `<otp-verify>` opens while `run` is under way. */
async function openedDuring(run: () => Promise<void>): Promise<OpenVault[]> {
  const part = OtpDeviceCode.prototype as unknown as {loadVault: () => Promise<Vault>};
  const original = part.loadVault;
  const opened: OpenVault[] = [];
  part.loadVault = async function load() {
    const vault = await original.call(this);
    return {
      ...vault,
      unlock: async (...asked) => {
        const result = await vault.unlock(...asked);
        if (result.ok) opened.push(result.value);
        return result;
      },
    };
  };
  try {
    await run();
  } finally {
    part.loadVault = original;
  }
  return opened;
}

describe('the secrets of the code of this device', () => {
  it('the code is in the one answer to the endpoint, and in no event, text, attribute, log, store or other call', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = await inside(element, 'otp-device-code');
    await appears(() => part.step === 'asking');
    const events = heardOnPage();
    const markup = recordMarkup(element, part);
    const lines = await consoleOf(async () => {
      await unlockWith(element, PASSWORD);
      await reached(element, 'verified');
    });
    await settled();
    const {answerChallenge, ...others} = endpoint.calls;
    const [[, code] = []] = answerChallenge;
    expect(code).to.match(/^\d{6}$/);
    const told = events.map((event) => JSON.stringify({...event}));
    const kept = JSON.stringify({...localStorage, ...sessionStorage, url: location.href, cookie: document.cookie});
    for (const text of [...told, ...markup, ...lines, kept]) expect(text).not.to.contain(code);
    expect(JSON.stringify(others)).not.to.contain(`"${code}"`);
    expect(events.length).to.be.greaterThan(1);
    expect(markup.length).to.be.greaterThan(1);
  });

  it('the password is nowhere but in its field, and there only until it is sent', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = await inside(element, 'otp-device-code');
    await appears(() => part.step === 'asking');
    const events = heardOnPage();
    const markup = recordMarkup(element, part);
    const lines = await consoleOf(async () => {
      await unlockWith(element, PASSWORD);
      expect(part.shadowRoot?.querySelector('input')?.value).to.equal('');
      await reached(element, 'verified');
    });
    const told = events.map((event) => JSON.stringify({...event}));
    for (const text of [...told, ...markup, ...lines, JSON.stringify(endpoint.calls)])
      expect(text).not.to.contain(PASSWORD);
    expect(markup.length).to.be.greaterThan(1);
  });

  it('the list is locked again after every unlock, whatever becomes of the code', async () => {
    const opened = await openedDuring(async () => {
      const {element} = await mountVerify({
        ...here,
        script: {answerChallenge: [problem('code_invalid', {attemptsLeft: 3}), ({grant}) => grant]},
      });
      await use(element);
      await appears(() => wordsIn(element).includes('Quý khách còn 3 lần thử.'));
      await use(element, OTHER_PASSWORD);
      await appears(() => element.shadowRoot?.querySelector('otp-device-code')?.step === 'asking');
      await unlockWith(element, PASSWORD);
      await reached(element, 'verified');
    });
    expect(opened).to.have.length(2);
    for (const vault of opened) {
      const code = await vault.code(accounts.base, Date.now());
      expect(code).to.deep.include({ok: false}).and.to.have.nested.property('problem.code', 'vault_locked');
    }
  });

  it('the list that is kept open for the code after a used one is locked with the customer’s way out, and with the end', async () => {
    const opened = await openedDuring(async () => {
      const used = problem('code_replayed', {retryIn: 12});
      for (const leave of ['typeInstead', 'remove'] as const) {
        const {element} = await mountVerify({...here, script: {answerChallenge: used}});
        await use(element);
        const part = await inside(element, 'otp-device-code');
        await appears(() => part.step === 'waiting');
        if (leave === 'remove') element.remove();
        else await tap(part, 'typeInstead');
        await appears(() => part.step !== 'waiting');
        element.remove();
      }
    });
    expect(opened).to.have.length(2);
    for (const vault of opened)
      expect(await vault.code(accounts.base, Date.now())).to.have.nested.property('problem.code', 'vault_locked');
  });

  it('no request of the page carries anything: an endpoint object is spoken to by calls alone', async () => {
    const asked: string[] = [];
    const {fetch} = globalThis;
    globalThis.fetch = (input) => {
      asked.push(input instanceof Request ? input.url : input.toString());
      return Promise.reject(new TypeError('no network'));
    };
    try {
      const {element} = await mountVerify(here);
      await use(element);
      await reached(element, 'verified');
    } finally {
      globalThis.fetch = fetch;
    }
    expect(asked).to.deep.equal([]);
  });
});
