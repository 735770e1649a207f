/**
 * The published questions F1 to F5, and what an account and a device can be to each other. Each is prepared by one
 * press and ends in the customer's hands.
 */

import {channelOf} from '../common/channels.js';
import {cancelAt} from './cancellation.js';
import {accountsOnDevice, uninstall} from './device.js';
import {startOver} from './start-over.js';
import {readSecondPhone, readStatus, setApprovals, setScans} from '../wire/host-api.js';
import {askForOrder, begin} from '../orders/ticket.js';
import type {Context, Said, Scenario} from './scenario.js';
import {settingsQuery} from '../common/settings.js';
import type {TextId} from '../texts/texts.js';

/** Demo accounts that begin as a case needs it. */
const onSms = '058C000002';
const onAnotherPhone = '058C000001';
const notSynchronized = '058C000009';

export const deviceScenarios: Readonly<Record<string, Scenario>> = {
  f1: async ({pages}) => {
    pages.show('kb-trade', 'enroll');
    return 'f1Played';
  },
  f2: onceEnrolled(async ({pages, apps}) => {
    pages.show('kb-trade');
    apps.show('m-able', 'list');
    return 'f2Played';
  }),
  f3: onceEnrolled(async ({apps}) => {
    await uninstall();
    apps.show('m-able', 'login');
    return 'f3Played';
  }),
  f4: onceEnrolled(async ({apps}) => {
    apps.show('m-able', 'list');
    return 'f4Played';
  }),
  f5: async ({choose, pages, apps}) => {
    await choose(notSynchronized);
    pages.show('kb-trade-ds');
    apps.show('kb-mobile-ds', 'home');
    return 'f5Played';
  },
  secondPhone: async () => onSecondPhone('secondPhonePlayed'),
  approve: askedOfThePhone(setApprovals, 'approvePlayed'),
  scan: askedOfThePhone(setScans, 'scanPlayed'),
  signList: askedOfThePhone(setApprovals, 'signListPlayed', ({basket}) => basket.sign()),

  neither: async (context) => {
    const {choose, pages, apps} = context;
    if (await isEnrolled(onSms)) await afresh(context);
    await choose(onSms);
    pages.show('kb-trade');
    apps.show('m-able', 'home');
    return 'neitherPlayed';
  },
  elsewhere: async (context) => {
    const {choose, apps} = context;
    const isElsewhere = (await isEnrolled(onAnotherPhone)) && !(await accountsOnDevice()).includes(onAnotherPhone);
    if (!isElsewhere) await afresh(context);
    await choose(onAnotherPhone);
    apps.show('m-able', 'login');
    return 'elsewherePlayed';
  },
  ghost: onceEnrolled(async ({pages, apps}) => {
    pages.show('kb-trade', 'cancel');
    apps.show('m-able', 'list');
    return 'ghostPlayed';
  }),
  superseded: onceEnrolled(async ({apps}) => {
    apps.show('m-able', 'list');
    return onSecondPhone('supersededPlayed');
  }),
  lapsed: async (context) => {
    const {choose, tell, reload, pages} = context;
    await choose(onAnotherPhone);
    if (await isEnrolled(onAnotherPhone)) {
      tell('canceling');
      await cancelAt('m-able', onAnotherPhone);
      await reload();
    }
    pages.show('kb-trade-ds');
    return 'lapsedPlayed';
  },
};

/** Where an account has come to another state than a scenario begins with. */
async function afresh(context: Context): Promise<void> {
  context.tell('startingOver');
  await startOver(context);
}

const isHere = async (account: string) => (await accountsOnDevice()).includes(account) && (await isEnrolled(account));

/** KB-Trade asks in a way that the phone answers, whose list stands beside it: for an order, if nothing is said. */
function askedOfThePhone(
  turn: (on: boolean) => Promise<void>,
  said: TextId,
  ask: (context: Context) => void = askForOrder,
): Scenario {
  return onceEnrolled(async (context) => {
    const {pages, apps} = context;
    await turn(true);
    apps.show('m-able', 'list');
    pages.show('kb-trade');
    begin();
    ask(context);
    return said;
  });
}

/** Plays when this phone makes the account's codes; where it does not, it is registered first, by the same press. */
function onceEnrolled(scenario: Scenario): Scenario {
  return async (context: Context) => {
    if (await isHere(context.account())) return scenario(context);
    context.tell('preparing');
    await context.choose(onSms);
    if (!(await isHere(onSms))) {
      if (await isEnrolled(onSms)) await afresh(context);
      // What the app before left behind is no list of this account's.
      if ((await accountsOnDevice()).length > 0) await uninstall();
      // The endpoint sends codes one after the other: a registration a moment ago keeps this one waiting.
      await context.register().catch(() => afresh(context).then(context.register));
    }
    return scenario(context);
  };
}

const isEnrolled = async (account: string) => (await readStatus(account)).kbOtp.state === 'active';

/** The app under this machine's other name, where the browser keeps other data: another phone of the same customer. */
async function onSecondPhone(text: TextId): Promise<Said> {
  const other = await readSecondPhone();
  const origin = other === location.origin ? `http://localhost:${location.port}` : other;
  return {text, href: `${origin}${channelOf('m-able').path}?${settingsQuery()}&view=enroll`};
}
