/** What the customer has beside the apps: the messages on the phone, another phone's codes, the card, the token. */

import type {AuthenticationStatus, LocalizedText, MethodKind} from '../../../server/generated/contract.js';
import {byId, h} from '../common/dom.js';
import {
  readCard,
  readInbox,
  readStatus,
  readWakes,
  type DemoAccount,
  type DemoMethod,
  type Message,
  type PhoneWake,
} from '../wire/host-api.js';
import {codeScreen} from './phone-codes.js';
import {settings} from '../common/settings.js';
import {formatClock, say} from '../texts/texts.js';

type Cells = Readonly<Record<string, string>>;

interface Contents {
  readonly methods: readonly DemoMethod[];
  readonly messages: readonly Message[];
  readonly wakes: readonly PhoneWake[];
  readonly cells: Cells | null;
}

let account: DemoAccount | null = null;
let contents: Contents = {methods: [], messages: [], wakes: [], cells: null};
/** Number of the latest reading: an older one that comes late is dropped. */
let reading = 0;

/** Whether something may wait for the phone; what it was told of before is over. */
let isAwaited = false;
const over = new Set<string>();

/** The desk asks, or what it asked has come to an end, and a notification of that to nothing. */
export function awaitPhone(on: boolean): void {
  isAwaited = on;
  forgetWakes();
  renderPhone();
}

function forgetWakes(): void {
  if (!isAwaited) for (const {id} of contents.wakes) over.add(id);
}

export async function setPhoneOwner(next: DemoAccount): Promise<void> {
  account = next;
  contents = {methods: [], messages: [], wakes: [], cells: null};
  renderPhone();
  await refreshPhone();
}

const delivered: readonly MethodKind[] = ['sms', 'email', 'voice'];

/** Reads again what may have changed: where KB-OTP is, and the messages. */
export async function refreshPhone(): Promise<void> {
  if (!account) return;
  const owner = account;
  reading += 1;
  const mine = reading;
  const [status, messages, wakes] = await Promise.all([
    readStatus(owner.account),
    readInbox(owner.account),
    readWakes(owner.customer),
  ]);
  const hasCard = owner.methods.some(({kind}) => kind === 'matrix');
  const cells = hasCard ? (contents.cells ?? (await readCard(owner.account))) : null;
  if (mine !== reading) return;
  const next = {methods: owner.methods.filter((method) => counts(method, status)), messages, wakes, cells};
  const isNew = JSON.stringify(next) !== JSON.stringify(contents);
  contents = next;
  forgetWakes();
  if (isNew) renderPhone();
}

/** Another phone's codes count as long as the endpoint has that phone; whatever else there is, the customer keeps. */
const counts = ({kind, source}: DemoMethod, {methods, kbOtp}: AuthenticationStatus) =>
  kind !== 'kb-otp' || (methods.some((method) => method.kind === 'kb-otp') && kbOtp.device?.name === source);

export function renderPhone(): void {
  const screens = contents.methods.map(({kind}) => (delivered.includes(kind) ? null : screenOf(kind)));
  const shown = screens.filter((screen) => screen !== null);
  byId('phone', HTMLElement).replaceChildren(
    ...contents.wakes.filter(({id}) => !over.has(id)).map(notification),
    ...(account ? [messagesScreen()] : []),
    ...(shown.length > 0 ? [h('h2', {}, say('belongings'))] : []),
    ...shown,
  );
}

function screenOf(kind: MethodKind): HTMLElement | null {
  const method = contents.methods.find((candidate) => candidate.kind === kind);
  if (!account || !method) return null;
  const {secret} = method;
  if (kind === 'matrix') return contents.cells && cardScreen(contents.cells);
  if (secret?.kind === 'password') return passwordScreen(secret.password);
  if (secret?.kind === 'seed') return codeScreen({account, source: method.source ?? '', kind, seed: secret.base32});
  return null;
}

/** As the phone shows it over whatever is open: it says that something waits, and not what. */
const notification = ({id}: PhoneWake) =>
  h(
    'section',
    {class: 'screen notification', role: 'status', 'data-wake': id},
    h('h3', {}, say('wakeTitle')),
    h('p', {}, say('wakeText')),
  );

function messagesScreen(): HTMLElement {
  const {messages} = contents;
  return h(
    'section',
    {class: 'screen', 'aria-live': 'polite'},
    h('h3', {}, say('messages')),
    ...(messages.length === 0
      ? [h('p', {class: 'note'}, say(expectsCodes() ? 'noMessages' : 'noNotices'))]
      : messages.map(bubble)),
  );
}

const expectsCodes = () => contents.methods.some(({kind}) => delivered.includes(kind));

const bubble = ({id, channel, text, sentAt}: Message) =>
  h(
    'article',
    {class: `message ${channel}`, 'data-message': id},
    h('p', {class: 'note'}, `${say(channel)} · ${formatClock(Date.parse(sentAt))}`),
    h('p', {}, ...emphasizeCode((text satisfies LocalizedText)[settings().lang])),
  );

/** The eye should find the code first. */
const emphasizeCode = (text: string) =>
  text.split(/(\b\d{6,8}\b)/).map((part) => (/^\d{6,8}$/.test(part) ? h('strong', {class: 'code'}, part) : part));

function cardScreen(cells: Cells): HTMLElement {
  const columns = [...new Set(Object.keys(cells).map((cell) => cell.slice(0, 1)))];
  const rows = [...new Set(Object.keys(cells).map((cell) => cell.slice(1)))];
  const head = h('tr', {}, h('td', {}), ...columns.map((column) => h('th', {scope: 'col'}, column)));
  const line = (row: string) =>
    h(
      'tr',
      {},
      h('th', {scope: 'row'}, row),
      ...columns.map((column) => h('td', {'data-cell': column + row}, cells[column + row] ?? '')),
    );
  return h(
    'section',
    {class: 'screen'},
    h('h3', {}, say('matrixCard')),
    h('table', {class: 'matrix'}, head, ...rows.map(line)),
    h('p', {class: 'note'}, say('matrixHint')),
  );
}

const passwordScreen = (password: string) =>
  h(
    'section',
    {class: 'screen'},
    h('h3', {}, say('password')),
    h('p', {class: 'note'}, say('passwordHint')),
    h('p', {class: 'secret'}, password),
  );
