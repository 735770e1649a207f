/** The strip of scenarios: each plays something that happens to customers, against the real endpoint. */

import {byId} from './dom.js';
import {reset, signIn, signOut} from './host-api.js';
import {networkCondition, quietFetch, setCondition, type Condition} from './network.js';
import {say, type TextId} from './texts.js';
import {begin, verify} from './ticket.js';

/** More than a method bears in a row before it locks. */
const MOST_WRONG_CODES = 8;

const strip = byId('scenarios', HTMLElement);
const note = byId('scenario-note', HTMLElement);
let said: TextId | null = null;

interface Context {
  readonly account: () => string;
  /** Everything that was read from the server is old. */
  readonly reload: () => Promise<void>;
}

/** Resolves to what is said about it. */
type Scenario = (context: Context) => Promise<TextId>;

const scenarios: Readonly<Record<string, Scenario>> = {
  wrongCode: async () => (typeWrongCode() ? 'wrongCodePlayed' : 'wrongCodeNeedsField'),
  lockAccount: async ({account}) => {
    begin();
    await answerWrongly(account());
    return 'lockPlayed';
  },
  loseNetwork: async () => toggle('offline', 'networkIsLost'),
  slowNetwork: async () => toggle('slow', 'networkIsSlow'),
  expireSession: async () => {
    await signOut();
    return 'sessionPlayed';
  },
  startOver: async ({reload}) => {
    setCondition('normal');
    await reset();
    await signIn();
    begin();
    await reload();
    return 'startedOver';
  },
};

export function startScenarios(context: Context): void {
  strip.addEventListener('click', (event) => {
    const scenario = event.target instanceof HTMLButtonElement ? scenarios[event.target.value] : undefined;
    if (scenario) void play(scenario, context);
  });
}

async function play(scenario: Scenario, context: Context): Promise<void> {
  try {
    said = await scenario(context);
  } catch {
    said = 'scenarioFailed';
  }
  renderScenarios();
}

export function renderScenarios(): void {
  note.textContent = said ? say(said) : '';
  const condition = networkCondition();
  press('loseNetwork', condition === 'offline');
  press('slowNetwork', condition === 'slow');
}

const press = (name: string, pressed: boolean) =>
  strip.querySelector(`[value=${name}]`)?.setAttribute('aria-pressed', String(pressed));

function toggle(condition: Condition, text: TextId): TextId {
  const on = networkCondition() !== condition;
  setCondition(on ? condition : 'normal');
  return on ? text : 'networkIsBack';
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

const wrongCode = () => String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).padStart(6, '0').slice(-6);

/** Somebody else who tries codes: challenge after challenge until the endpoint has had enough. */
async function answerWrongly(account: string): Promise<void> {
  for (let tried = 0; tried < MOST_WRONG_CODES; tried += 1) {
    const challenge = await post('challenges', {account, channel: 'kb-trade', purpose: 'login'});
    if (!challenge.ok) return;
    const {id} = (await challenge.json()) as {id: string};
    while (tried < MOST_WRONG_CODES && (await post(`challenges/${id}/answer`, {code: wrongCode()})).status === 422) tried += 1;
  }
}

const post = (path: string, body: object) =>
  quietFetch(`/otp/v1/${path}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID()},
    body: JSON.stringify(body),
  });
