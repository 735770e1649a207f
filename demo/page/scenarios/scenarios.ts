/** The strip of scenarios: each plays something that happens to customers, against the real endpoint. */

import {deviceScenarios} from './scenarios-device.js';
import {byId, h} from '../common/dom.js';
import {setApprovals, setScans, setSessionGrants, signOut} from '../wire/host-api.js';
import {networkCondition, quietFetch, type Condition} from '../wire/network.js';
import type {Context, Said, Scenario} from './scenario.js';
import {setConditionEverywhere} from './shelf.js';
import {say} from '../texts/texts.js';
import {askForOrder, begin, verify} from '../orders/ticket.js';
import {startOver} from './start-over.js';
import {DEMO_PASSWORD} from './registration.js';

/** More than a method bears in a row before it locks. */
const MOST_WRONG_CODES = 8;

const strip = byId('scenarios', HTMLElement);
const note = byId('scenario-note', HTMLElement);
let said: Said | null = null;
let isPlayed = false;
/** What KB-Trade asks takes no code of six digits. */
let isAskedOfThePhone = false;
let turn: Promise<unknown> = Promise.resolve();

const scenarios: Readonly<Record<string, Scenario>> = {
  wrongCode: async ({pages}) => {
    pages.show('kb-trade');
    if (isAskedOfThePhone) begin();
    await verify.updateComplete;
    if (verify.step !== 'code') askForOrder();
    await codeIsAsked();
    return typeWrongCode() ? 'wrongCodePlayed' : 'wrongCodeNeedsField';
  },
  lockAccount: async ({account, pages}) => {
    pages.show('kb-trade');
    begin();
    await answerWrongly(account());
    return 'lockPlayed';
  },
  coverSession: async ({pages}) => {
    await setSessionGrants(true);
    pages.show('kb-trade');
    // Another order than that of a code which has been sent already, without the offer.
    begin(2);
    askForOrder();
    return 'coverSessionPlayed';
  },
  loseNetwork: async () => toggle('offline', 'networkIsLost'),
  slowNetwork: async () => toggle('slow', 'networkIsSlow'),
  expireSession: async () => {
    await signOut();
    return 'sessionPlayed';
  },
  startOver: async (context) => {
    setConditionEverywhere('normal');
    await startOver(context);
    return 'startedOver';
  },
  ...deviceScenarios,
};

const {loseNetwork, slowNetwork, expireSession} = scenarios;
/** They befall whatever the customer is in the middle of. */
const conditions = new Set([loseNetwork, slowNetwork, expireSession]);
const ofThePhone = new Set([scenarios['approve'], scenarios['scan']]);

/** Says it in the strip. */
export const tell = (text: Said['text']) => {
  said = {text};
  renderScenarios();
};

/** Nothing of the strip happens at the same time as something else of it: a press waits for what is under way. */
export function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  const result = turn.then(act);
  turn = result.catch(() => undefined);
  return result;
}

/** Whether a scenario has been pressed: what the strip says is then about that. */
export const hasPlayed = () => isPlayed;

export function startScenarios(parts: Omit<Context, 'tell'>): void {
  const context = {...parts, tell};
  strip.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const scenario = button ? scenarios[button.value] : undefined;
    if (scenario) void play(scenario, context);
  });
}

/** Each of these is one scenario's: customers of the others type a code every time. */
async function clear({basket}: Context): Promise<void> {
  basket.close();
  await Promise.all([setApprovals(false), setSessionGrants(false), setScans(false)]);
}

async function play(scenario: Scenario, context: Context): Promise<void> {
  isPlayed = true;
  strip.toggleAttribute('aria-busy', true);
  try {
    const outcome = await inTurn(async () => {
      if (conditions.has(scenario)) return scenario(context);
      await clear(context);
      const end = await scenario(context);
      isAskedOfThePhone = ofThePhone.has(scenario);
      return end;
    });
    said = typeof outcome === 'string' ? {text: outcome} : outcome;
  } catch {
    said = {text: 'scenarioFailed'};
  } finally {
    strip.removeAttribute('aria-busy');
  }
  renderScenarios();
}

export function renderScenarios(): void {
  note.textContent = said ? say(said.text, {password: DEMO_PASSWORD}) : '';
  if (said?.href)
    note.append(' ', h('a', {href: said.href, target: '_blank', rel: 'noopener'}, say('openSecondPhone')));
  const condition = networkCondition();
  press('loseNetwork', condition === 'offline');
  press('slowNetwork', condition === 'slow');
}

const press = (name: string, pressed: boolean) =>
  strip.querySelector(`[value=${name}]`)?.setAttribute('aria-pressed', String(pressed));

function toggle(condition: Condition, text: Said['text']): Said['text'] {
  const on = networkCondition() !== condition;
  setConditionEverywhere(on ? condition : 'normal');
  return on ? text : 'networkIsBack';
}
/** Milliseconds that a slow network may take to bring the question. */
const PATIENCE = 8_000;

/** Resolves when the element asks for a code, or has had time enough to. */
async function codeIsAsked(): Promise<void> {
  const latest = performance.now() + PATIENCE;
  while (verify.step !== 'code' && performance.now() < latest) await new Promise((resolve) => setTimeout(resolve, 50));
  await verify.updateComplete;
}

/** Types into the element's own field, as a customer's fingers would. */
function typeWrongCode(): boolean {
  const field = verify.shadowRoot?.querySelector<HTMLInputElement>('input:not([readonly])');
  if (verify.step !== 'code' || !field) return false;
  field.value = wrongCode();
  field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  verify.shadowRoot?.querySelector<HTMLButtonElement>('[part=primary]')?.click();
  return true;
}

const wrongCode = () =>
  String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0)
    .padStart(6, '0')
    .slice(-6);

/** Somebody else who tries codes: challenge after challenge until the endpoint has had enough. */
async function answerWrongly(account: string): Promise<void> {
  for (let tried = 0; tried < MOST_WRONG_CODES; tried += 1) {
    const challenge = await post('challenges', {account, channel: 'kb-trade', purpose: 'login'});
    if (!challenge.ok) return;
    const {id} = (await challenge.json()) as {id: string};
    while (tried < MOST_WRONG_CODES && (await post(`challenges/${id}/answer`, {code: wrongCode()})).status === 422)
      tried += 1;
  }
}

const post = (path: string, body: object) =>
  quietFetch(`/otp/v1/${path}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID()},
    body: JSON.stringify(body),
  });
