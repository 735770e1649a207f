// Made from locales/*.xlf by `npm run localize`.
import {str} from '@lit/localize/internal/str-tag.js';

export const templates = {
  'baseLapsed': `KB-OTP was cancelled on the base account. Register again on KB-Mobile or M-able, then synchronize again here.`,
  'baseNotEnrolled': `The base account does not use KB-OTP yet. You can register it in the KB-Mobile or M-able app, then synchronize here.`,
  'declined': `You can go on trading derivatives as usual.`,
  'inSync': `The derivatives trading account is synchronized and uses KB-OTP.`,
  'noDerivatives': `This account has no derivatives trading account.`,
  'notSynchronized': str`${0} The authentication method has not been synchronized.`,
  'synchronizeChecking': `Asking what became of it…`,
  'synchronized': `Synchronized. The derivatives trading account now authenticates by KB-OTP.`,
  'synchronizeExplain': `The derivatives trading account will use KB-OTP as its base account does.`,
  'synchronizeLapsed': `KB-OTP was cancelled and registered again on the base account, so it has to be synchronized again.`,
  'synchronizeLoading': `Checking the account…`,
  'synchronizeNoObstacle': `Without synchronizing you can go on trading derivatives as usual.`,
  'synchronizeNow': str`Present authentication method of the derivatives account: ${0}.`,
  'synchronizeProofSpent': `The authentication is no longer valid, please authenticate again.`,
  'synchronizeTitle': `Synchronize the authentication method`,
  'synchronizeUnknown': `No answer came. The authentication method may have been synchronized; please check.`,
  'synchronizing': `Synchronizing…`,
};
