/** Puts the page together: session, account, language, theme. */

import './network.js';
import '../../src/define/otp-verify.js';
import {byId, h} from './dom.js';
import {readAccounts, signIn, type DemoAccount} from './host-api.js';
import {renderMonitor, startMonitor} from './monitor.js';
import {refreshOrders, renderOrders} from './order-list.js';
import {refreshPhone, renderPhone, setPhoneOwner} from './phone.js';
import {renderScenarios, startScenarios} from './scenarios.js';
import {apply, change, onChange, settings} from './settings.js';
import {say, translate} from './texts.js';
import {render as renderTicket, setAccount, startTicket, verify} from './ticket.js';

const picker = byId('account', HTMLSelectElement);
const sessionOver = byId('session-over', HTMLElement);
let accounts: readonly DemoAccount[] = [];

const chosen = (): DemoAccount | undefined =>
  accounts.find(({account}) => account === settings().account) ?? accounts[0];

apply();
renderPage();
startTicket(() => void refreshOrders());
startMonitor();
startScenarios({account: () => chosen()?.account ?? '', reload});
renderSwitches();
watchPage();
await start();

async function start(): Promise<void> {
  try {
    await signIn();
    accounts = await readAccounts();
    renderPicker();
    await reload();
  } catch {
    byId('outcome', HTMLElement).textContent = say('cannotStart');
    byId('send', HTMLButtonElement).disabled = true;
  }
}

async function reload(): Promise<void> {
  const owner = chosen();
  if (!owner) return;
  sessionOver.hidden = true;
  setAccount(owner.account);
  await Promise.all([setPhoneOwner(owner), refreshOrders()]);
}

function watchPage(): void {
  onChange((now, before) => {
    if (now.account !== before.account) void reload();
    renderSwitches();
    if (now.lang !== before.lang) renderPage();
  });
  picker.addEventListener('change', () => change({account: picker.value}));
  for (const group of ['languages', 'themes']) byId(group, HTMLElement).addEventListener('click', handleSwitch);
  verify.addEventListener('otp-step', () => void refreshPhone().catch(() => undefined));
  verify.addEventListener('otp-session-expired', () => (sessionOver.hidden = false));
  byId('sign-in', HTMLButtonElement).addEventListener('click', () => void signInAgain());
}

function handleSwitch({target}: Event): void {
  if (!(target instanceof HTMLButtonElement)) return;
  const {value} = target;
  if (value === 'vi' || value === 'en') change({lang: value});
  if (value === 'light' || value === 'dark') change({theme: value});
}

async function signInAgain(): Promise<void> {
  await signIn();
  sessionOver.hidden = true;
  verify.restart();
  verify.focus();
}

/** Everything that speaks. */
function renderPage(): void {
  document.title = say('pageTitle');
  translate(document);
  renderPicker();
  renderTicket();
  renderOrders();
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
