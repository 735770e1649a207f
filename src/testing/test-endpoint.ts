import {findChannel} from '../domain/channels.js';
import type {Grant, MethodChangeRequest, ScanPicture} from '../domain/contract.js';
import {success, type Problem, type Result} from '../domain/problems.js';
import type {ApprovalEndpoint} from '../ports/approval-endpoint.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions, Endpoint} from '../ports/endpoint.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import type {SessionGrantEndpoint} from '../ports/session-grant-endpoint.js';
import type {ApprovalOptions, AskedApproval} from './endpoint/approvals.js';
import type {DeviceDriver} from './endpoint/device-approvals.js';
import {DEVICE, DEVICE_NAME, keepList} from './endpoint/kept-list.js';
import {untilGivenUp} from './endpoint/problems.js';
import {PICTURE, RENEWED, type Asked} from './endpoint/scans.js';
import {scriptedDeviceEndpoint} from './endpoint/scripted-device-endpoint.js';
import {never} from './endpoint/scripted-endpoint.js';
import {giveUp, takeOver, type Standing} from './endpoint/standing.js';
import {inSeconds} from './endpoint/time.js';
import type {ReferenceEndpoint} from './reference/reference-endpoint.js';
import {failing, type Fault} from './test-accounts.js';
import {authentication, isFault, standing, type Books, type Told} from './test-authentication.js';

/** All that the elements ask of an endpoint. */
export type WholeEndpoint = Required<Endpoint> &
  Required<DeviceEndpoint> &
  MethodsEndpoint &
  ApprovalEndpoint &
  SessionGrantEndpoint & {
    /** What a page shows of a challenge as a QR code, for the phone to scan: where the challenge is `scannable`. */
    getScanPicture(challenge: string, options: CallOptions): Promise<Result<ScanPicture>>;
  };
export type CallName = keyof WholeEndpoint;

/** One question that the elements have asked; it may hold the code that was typed. */
export interface TestCall {
  readonly name: CallName;
  readonly args: readonly unknown[];
}

export interface TestEndpointOptions {
  /** Milliseconds that every answer takes; none unless said otherwise. */
  readonly latency?: number;
  /** Epoch milliseconds by the endpoint's clock; the machine's unless said otherwise. */
  readonly now?: () => number;
}

export interface TestEndpoint extends WholeEndpoint, DeviceDriver {
  /** Every question so far, the first one first. */
  readonly calls: readonly TestCall[];
  /** Milliseconds that every answer takes from now on. */
  latency: number;
  /**
   * The next answers to that question are failures: a problem's code, or `silence` until the call is given up.
   * @param times how many of them
   */
  failNext(name: CallName, code: Problem['code'] | 'silence', times?: number): void;
  /** Epoch milliseconds by the endpoint's clock. */
  readonly now: () => number;
  /** Turns the endpoint's clock on by so many seconds, back by a negative number. */
  turnClock(seconds: number): void;
  /** Puts a List of KB-OTP with these accounts into this browser, locked under `testPassword`. */
  keepList(accounts: readonly string[]): Promise<void>;
  /**
   * Another page asks the customer to approve something, on the phone that makes the account's codes: the List of
   * KB-OTP shows it. What is returned tells how it ended.
   */
  askForApproval(options: ApprovalOptions & {readonly account: string}): AskedApproval;
  /** What a back end does with the token that the host's page brings: the grant, once; then null. */
  redeem(token: string): Grant | null;
}

type AnyCall = (...args: readonly unknown[]) => Promise<Told<unknown>>;

/**
 * An endpoint in the page, for a host's own tests and playgrounds: `element.endpoint = testEndpoint()`. It knows the
 * accounts of `testAccounts`; a code of `testCodes` fails as the table says, any other is right. It keeps books, so a
 * phone that is registered here makes the codes afterwards, and a canceled method is gone. Nothing leaves the page.
 */
export function testEndpoint({latency = 0, now: time = () => Date.now()}: TestEndpointOptions = {}): TestEndpoint {
  let turned = 0;
  const now = () => time() + turned;
  const books: Books = {now, standings: new Map(), challenges: new Map(), tokens: new Map()};
  const isBound = (account: string) => books.standings.get(account)?.isBound ?? false;
  const device = scriptedDeviceEndpoint({
    now,
    scans: () => [...device.books.devices.values()].some(({accounts}) => [...accounts.keys()].some(isBound)),
    shown: (id) => shownIn(books, id),
  });
  const {device: customers, ...asked} = authentication(books);
  const endpoint = {
    ...withBooks(device, books),
    ...asked,
    ...changes(books, device.books),
    getScanPicture: async (id: string) => {
      const found = await asked.getChallenge(id);
      if (!found.ok) return found;
      const {state, challenge} = found.value;
      if (state !== 'pending') return failing(over[state], now());
      if (!('scannable' in challenge)) return failing('not_found', now());
      const at = (seconds: number) => inSeconds(seconds, now());
      const text = await device.pictureOf(id);
      return success({text, renewAt: at(RENEWED), expiresAt: at(PICTURE), serverTime: at(0)});
    },
  } as WholeEndpoint;
  const calls: TestCall[] = [];
  const faults = new Map<CallName, Fault[]>();
  const controls = {
    ...customers,
    calls,
    latency,
    now,
    failNext(name: CallName, code: Problem['code'] | 'silence', times = 1) {
      const fault = code === 'silence' ? never : failing(code, now());
      faults.set(name, [...(faults.get(name) ?? []), ...Array<Fault>(times).fill(fault)]);
    },
    turnClock(seconds: number) {
      turned += seconds * 1000;
    },
    async keepList(accounts: readonly string[]) {
      await keepList(device, {accounts: accounts.map((account) => [account, 'active'])});
      accounts.forEach((account) => putOn(account, {id: DEVICE, name: DEVICE_NAME}, books));
    },
    askForApproval: device.askForApproval,
    redeem(token: string) {
      const granted = books.tokens.get(token) ?? null;
      books.tokens.delete(token);
      return granted;
    },
  };
  const ask = async (name: CallName, args: readonly unknown[]): Promise<Result<unknown>> => {
    calls.push({name, args: args.slice(0, -1)});
    const {signal} = args.at(-1) as CallOptions;
    await passing(controls.latency, signal);
    const fault = faults.get(name)?.shift();
    if (fault === never) return untilGivenUp(signal, 'timeout');
    if (fault) return fault;
    const given = await (endpoint as unknown as Record<CallName, AnyCall>)[name](...args);
    return given === never ? untilGivenUp(signal, 'timeout') : given;
  };
  const names = Object.keys(endpoint).filter(
    (name): name is CallName => typeof endpoint[name as CallName] === 'function',
  );
  const recorded = Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => ask(name, args)]));
  return Object.assign(controls, recorded) as unknown as TestEndpoint;
}

const over = {accepted: 'code_replayed', locked: 'challenge_locked', expired: 'challenge_expired'} as const;

/** A challenge, as a page shows it for a phone to scan. */
function shownIn({challenges}: Books, id: string): Asked | undefined {
  const challenge = challenges.get(id)?.challenge;
  if (!challenge) return undefined;
  const {suite, question, approval} = challenge as Partial<Extract<typeof challenge, {question?: string}>>;
  const channelName = findChannel(challenge.channel)?.name ?? challenge.channel;
  return {request: {...challenge, channelName, suite, question}, number: approval?.number ?? ''};
}

/** Cancelling and synchronizing. */
function changes(books: Books, {devices}: ReferenceEndpoint) {
  const change =
    (act: typeof giveUp) =>
    async (request: MethodChangeRequest): Promise<Told<unknown>> => {
      const found = standing(request.account, books);
      return isFault(found) ? found : act(found, request, books.now());
    };
  const cancel = change((found, request, at) => {
    const answer = giveUp(found, request, at);
    if (answer.ok) for (const {accounts} of devices.values()) disable(accounts.get(request.account));
    return answer;
  });
  return {cancel, synchronize: change(takeOver)};
}

/** A phone whose account has left KB-OTP makes no codes for it. */
const disable = (account: {state: string} | undefined): void => {
  if (account) account.state = 'removed';
};

/** From here on that device makes the account's codes. */
const putOn = (account: string, device: Standing['device'], books: Books): void => {
  const found = standing(account, books);
  if (!isFault(found)) Object.assign(found, {onKbOtp: true, suspended: false, device});
};

/** Registering: an account that a device has activated is on KB-OTP from then on, by that device. */
function withBooks(device: ReturnType<typeof scriptedDeviceEndpoint>, books: Books): Required<DeviceEndpoint> {
  const whole = device as unknown as Required<DeviceEndpoint>;
  return {
    checkEnrolmentProofs: whole.checkEnrolmentProofs,
    createEnrolment: whole.createEnrolment,
    getEnrolment: whole.getEnrolment,
    async activateEnrolment(...call) {
      const answer = await whole.activateEnrolment(...call);
      if (!answer.ok) return answer;
      const {device: id, name, accounts} = answer.value;
      accounts.forEach(({account}) => putOn(account, {id, name}, books));
      return answer;
    },
    getDevice: whole.getDevice,
    createUnlock: whole.createUnlock,
    confirmUnlock: whole.confirmUnlock,
    registerKey: whole.registerKey,
    listRequests: whole.listRequests,
    approveRequest: whole.approveRequest,
    rejectRequest: whole.rejectRequest,
    getPushState: whole.getPushState,
    registerPushSubscription: whole.registerPushSubscription,
    removePushSubscription: whole.removePushSubscription,
    resetPassword: whole.resetPassword,
    removeAccount: whole.removeAccount,
  };
}

/** So many milliseconds, or less where nobody waits for the answer any more. */
const passing = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (milliseconds <= 0) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), {once: true});
  });
