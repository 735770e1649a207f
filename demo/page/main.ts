/** Puts the main page together: session, account, language, theme; the desk, the phone, the monitor. */

import './wire/network.js';
import '../../src/define/otp-verify.js';
import {startDesk} from './orders/desk.js';
import {byId, h} from './common/dom.js';
import type {ViewId} from './common/channels.js';
import {readAccounts, readStatus, signIn, type DemoAccount} from './wire/host-api.js';
import {accountsOnDevice} from './scenarios/device.js';
import type {FromFrame} from './wire/link.js';
import {renderMonitor, showExchange, showTold, startMonitor} from './monitor/monitor.js';
import {onExchange, type Exchange} from './wire/network.js';
import {refreshOrders} from './orders/order-list.js';
import {awaitPhone, refreshPhone, renderPhone, setPhoneOwner} from './phone/phone.js';
import {hasPlayed, inTurn, renderScenarios, startScenarios, tell} from './scenarios/scenarios.js';
import {registerHere} from './scenarios/registration.js';
import {look, startPlaces} from './frame/places.js';
import {open as openSection} from './frame/section.js';
import {apply, change, onChange, settings} from './common/settings.js';
import {createBasket} from './scenarios/basket.js';
import {createShelf, tellFrames} from './scenarios/shelf.js';
import {say, translate} from './texts/texts.js';

/** Asks by text message: KB-OTP can be registered at once. */
const FIRST = '058C000002';

/** Milliseconds that one code lasts. */
const STEP = 30_000;
/** Milliseconds. */
const PUSH_TIME = 1000;

/** What begins a question that may wait for the phone, and what ends it. */
const begins = /\/(authentication|challenges)$/;
const ends = /\/(answer|approval|rejection|withdrawal)$/;

const picker = byId('account', HTMLSelectElement);
let accounts: readonly DemoAccount[] = [];

const chosen = (): DemoAccount | undefined =>
  accounts.find(({account}) => account === settings().account) ?? accounts[0];

apply();
const desk = startDesk();
const pages = createShelf({
  place: 'desk',
  tabs: byId('pages', HTMLElement),
  stage: byId('desk', HTMLElement),
  own: {id: 'kb-trade', element: byId('kb-trade', HTMLElement), open: openSection},
  onMessage: hearFrame,
});
const apps = createShelf({
  place: 'phone',
  tabs: byId('apps', HTMLElement),
  stage: byId('handset', HTMLElement),
  onMessage: hearFrame,
});
renderPage();
startMonitor();
startPlaces();
startScenarios({
  account: () => chosen()?.account ?? '',
  ...{choose, register, reload},
  pages: {...pages, show: (id, view) => (look('desk'), pages.show(id, view), showService(view))},
  basket: createBasket(byId('basket', HTMLElement), hearFrame),
  apps: {...apps, show: (id, view) => (look('phone'), apps.show(id, view), showWord())},
});
renderSwitches();
watchPage();
await start();

async function start(): Promise<void> {
  try {
    const first = await inTurn(open);
    if (first) await welcome(first);
  } catch {
    desk.fail();
  }
}

async function open(): Promise<FirstVisit | null> {
  await signIn();
  accounts = await readAccounts();
  const isFirstVisit = settings().account === '';
  if (isFirstVisit) change({account: FIRST});
  if (chosen()?.account !== settings().account) change({account: chosen()?.account ?? ''});
  renderPicker();
  pages.show('kb-trade');
  apps.show('m-able');
  await reload();
  return isFirstVisit ? prepare() : null;
}

interface FirstVisit {
  readonly isRegisteredNow: boolean;
}

/**
 * Whoever opens the demo finds a phone that makes codes: the first order is a press, a code and a result. Where an
 * earlier visitor's phone has the account, it is the account whose other phone the page shows.
 */
async function prepare(): Promise<FirstVisit | null> {
  const isEnrolled = (await readStatus(FIRST)).kbOtp.state === 'active';
  const isHere = (await accountsOnDevice()).includes(FIRST);
  if (isEnrolled !== isHere) {
    await choose(accounts[0]?.account ?? '');
    return null;
  }
  if (!isEnrolled) {
    tell('preparing');
    await register();
  }
  return {isRegisteredNow: !isEnrolled};
}

/** A scenario that was pressed meanwhile has the phone and the word. */
async function welcome({isRegisteredNow}: FirstVisit): Promise<void> {
  if (isRegisteredNow && !hasPlayed()) {
    tell('firstCodeSoon');
    // Registering has used the code of this step up (RFC 6238, 5.2): the next one is the first that counts.
    await new Promise((resolve) => setTimeout(resolve, STEP - (Date.now() % STEP)));
  }
  if (hasPlayed()) return;
  apps.show('m-able', 'list');
  tell('welcome');
}

async function register(): Promise<void> {
  const owner = chosen();
  if (!owner) return;
  await registerHere(owner);
  await reload();
}

/** What a scenario has opened is seen, wherever the page was scrolled. */
function showService(view?: ViewId): void {
  const place = view ? byId('service', HTMLElement) : byId('desk', HTMLElement);
  requestAnimationFrame(() => place.scrollIntoView({block: view ? 'center' : 'nearest'}));
}

/** Where the phone stands alone, below all the buttons, what is said about it may be out of sight. */
function showWord(): void {
  requestAnimationFrame(() => {
    if (!byId('desk', HTMLElement).checkVisibility())
      byId('scenario-note', HTMLElement).scrollIntoView({block: 'nearest'});
  });
}

async function reload(): Promise<void> {
  const owner = chosen();
  if (!owner) return;
  await Promise.all([desk.setAccount(owner.account), setPhoneOwner(owner)]);
}

/** Takes another account, as if it had been chosen in the list. */
async function choose(account: string): Promise<void> {
  change({account});
  renderPicker();
  await reload();
}

function hearFrame(message: FromFrame): void {
  switch (message.type) {
    case 'told':
      showTold(message.told);
      return refreshSoon();
    case 'exchange':
      showExchange(message.exchange);
      return handleExchange(message.exchange);
    case 'height':
      return;
  }
}

/** What was sent may have brought a message to the phone, or an order to the book. */
function handleExchange({method, path, status}: Exchange): void {
  if (method !== 'POST') return;
  if (begins.test(path)) awaitPhone(true);
  else if (ends.test(path) && status === 200) awaitPhone(false);
  if (/^\/api\/order/.test(path)) refreshOrders().catch(() => undefined);
  else refreshSoon();
}

/** What is pushed to the phone comes a moment after the request that it tells of. */
function refreshSoon(): void {
  const refresh = () => void refreshPhone().catch(() => undefined);
  refresh();
  setTimeout(refresh, PUSH_TIME);
}

function watchPage(): void {
  onChange((now, before) => {
    tellFrames({type: 'settings', settings: now});
    renderSwitches();
    if (now.lang !== before.lang) renderPage();
  });
  picker.addEventListener('change', () => void choose(picker.value));
  for (const group of ['languages', 'themes']) byId(group, HTMLElement).addEventListener('click', handleSwitch);
  document.addEventListener('otp-step', refreshSoon);
  onExchange(handleExchange);
}

function handleSwitch({target}: Event): void {
  if (!(target instanceof HTMLButtonElement)) return;
  const {value} = target;
  if (value === 'vi' || value === 'en') change({lang: value});
  if (value === 'light' || value === 'dark') change({theme: value});
}

/** Everything that speaks. */
function renderPage(): void {
  document.title = say('pageTitle');
  translate(document);
  renderPicker();
  desk.render();
  renderPhone();
  renderMonitor();
  renderScenarios();
}

function renderPicker(): void {
  const {lang} = settings();
  const option = ({account, title}: DemoAccount) =>
    h('option', {value: account, selected: account === chosen()?.account}, `${account} · ${title[lang]}`);
  picker.replaceChildren(...accounts.map(option));
}

function renderSwitches(): void {
  const {lang, theme} = settings();
  for (const button of document.querySelectorAll<HTMLButtonElement>('.switch button'))
    button.setAttribute('aria-pressed', String(button.value === lang || button.value === theme));
}
