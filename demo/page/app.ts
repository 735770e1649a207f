/** An app on the customer's phone: M-able, KB-Mobile or KB-MobileDS, as the document says. */

import './wire/network.js';
import '../../src/define/otp-verify.js';
import type {OtpList} from '../../src/index.js';
import {accountChoice} from './app/app-accounts.js';
import {homeScreen, refreshHome} from './app/app-home.js';
import {loginScreen} from './app/app-login.js';
import {orderScreen} from './app/app-order.js';
import {pushOffer} from './app/app-push.js';
import {thisChannel, type ViewId} from './common/channels.js';
import {byId, h} from './common/dom.js';
import {onElementEvent} from './wire/events.js';
import type {DemoAccount} from './wire/host-api.js';
import {followParent, isFramed, tellParent} from './wire/link.js';
import {seeTheDesk} from './phone/camera.js';
import {isService, onEnrollRequested, serviceElement, serviceTexts} from './frame/services.js';
import {openSession, watchSession} from './wire/session.js';
import {apply, chosenAccount, onChange} from './common/settings.js';
import {say, translate} from './texts/texts.js';

const screen = byId('screen', HTMLElement);
const back = byId('back', HTMLButtonElement);
/**
 * `?view=enroll` opens the app there, `?view=list&request=...` at what waits. Read now: the address changes with the
 * settings.
 */
const {view: wanted, request: linked = ''} = Object.fromEntries(new URLSearchParams(location.search));
/** What the list shows as soon as it is open. */
let request = linked;
let view: ViewId = 'home';
let accounts: readonly DemoAccount[] = [];

apply();
followParent();
if (isFramed()) {
  onElementEvent((told) => tellParent({type: 'told', told}));
  seeTheDesk(window.parent.document);
}
watchSession();
onEnrollRequested(open);
// Opened by the page that asked, and done with what it was opened for: the customer is back on that page.
document.addEventListener('otp-request-ended', (event) => {
  if (event.request === linked && event.end === 'approved') window.close();
});
// What waits while the app asks for something itself. Registering opens the list by itself.
document.addEventListener('otp-list-requested', (event) => {
  ({request} = event);
  if (!isService(view)) open('list');
});
back.addEventListener('click', () => open('home'));
renderFrame();
try {
  accounts = await openSession(isFramed() || linked !== '');
  open(firstView());
  onChange((now, before) => {
    if (now.account !== before.account) open(view);
    else if (now.lang !== before.lang) renderAgain();
  });
  for (const event of ['otp-step', 'otp-cancelled', 'otp-synchronized'])
    document.addEventListener(event, () => void refreshHome());
} catch {
  screen.replaceChildren(h('p', {}, say('cannotStart')));
}

function firstView(): ViewId {
  return (['login', 'order', ...thisChannel().services] as const).find((known) => known === wanted) ?? 'home';
}

function open(next: ViewId): void {
  view = next;
  renderFrame();
  screen.replaceChildren(...contents());
  // The window's own way: `scrollIntoView` would scroll the page around a frame as well.
  window.scrollTo(0, 0);
}

/** The elements follow the language by themselves; what they are in the middle of is kept. */
function renderAgain(): void {
  renderFrame();
  if (!isService(view) && view !== 'login') open(view);
}

function renderFrame(): void {
  translate(document);
  back.hidden = view === 'home';
  byId('title', HTMLElement).textContent = view === 'home' ? thisChannel().name : say(serviceTexts[view]);
}

function contents(): readonly HTMLElement[] {
  if (isService(view)) return service(view);
  if (view === 'login') return [loginScreen(() => open('home'))];
  if (view === 'order') return [orderScreen()];
  return [homeScreen(owner(), open)];
}

function service(id: Parameters<typeof serviceElement>[0]): readonly HTMLElement[] {
  const deviceName = say('deviceName', {holder: owner()?.holder ?? '', app: thisChannel().name});
  const element = serviceElement(id, {deviceName, request, open, close: () => open('home')});
  if (id === 'enroll') return [accountChoice(accounts), element];
  const offer = id === 'list' && thisChannel().id === 'm-able' ? pushOffer(element as OtpList) : null;
  return offer ? [element, offer] : [element];
}

function owner(): DemoAccount | undefined {
  return accounts.find(({account}) => account === chosenAccount());
}
