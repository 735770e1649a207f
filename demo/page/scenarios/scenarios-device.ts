/**
 * The published questions F1 to F5, and what an account and a device can be to each other. Each is prepared by one
 * press and ends in the customer's hands.
 */

import {channelOf} from '../common/channels.js';
import {accountsOnDevice, uninstall} from './device.js';
import {readSecondPhone, readStatus, setApprovals} from '../wire/host-api.js';
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
  approve: onceEnrolled(async ({pages, apps}) => {
    await setApprovals(true);
    apps.show('m-able', 'list');
    pages.show('kb-trade');
    begin();
    askForOrder();
    return 'approvePlayed';
  }),

  neither: async ({choose, pages, apps}) => {
    await choose(onSms);
    if (await isEnrolled(onSms)) return 'needsStartOver';
    pages.show('kb-trade');
    apps.show('m-able', 'home');
    return 'neitherPlayed';
  },
  elsewhere: async ({choose, apps}) => {
    await choose(onAnotherPhone);
    const isElsewhere = (await isEnrolled(onAnotherPhone)) && !(await accountsOnDevice()).includes(onAnotherPhone);
    if (!isElsewhere) return 'needsStartOver';
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
  lapsed: async ({choose, pages, apps}) => {
    await choose(onAnotherPhone);
    const isStillEnrolled = await isEnrolled(onAnotherPhone);
    if (isStillEnrolled) apps.show('m-able', 'cancel');
    else pages.show('kb-trade-ds');
    return isStillEnrolled ? 'lapsedNeedsCancel' : 'lapsedPlayed';
  },
};

const isHere = async (account: string) => (await accountsOnDevice()).includes(account) && (await isEnrolled(account));

/** Plays when this phone makes the account's codes; where it does not, it is registered first, by the same press. */
function onceEnrolled(scenario: Scenario): Scenario {
  return async (context: Context) => {
    if (await isHere(context.account())) return scenario(context);
    context.tell('preparing');
    await context.choose(onSms);
    if (!(await isHere(onSms))) {
      if (await isEnrolled(onSms)) return 'needsStartOver';
      // What the app before left behind is no list of this account's.
      if ((await accountsOnDevice()).length > 0) await uninstall();
      await context.register();
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
