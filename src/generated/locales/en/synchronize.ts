// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'baseLapsed': `KB-OTP was canceled on the base account. Register again in KB-Mobile or M-able, then synchronize here again.`,
  'baseNotEnrolled': `The base account does not use KB-OTP yet. Register in the KB-Mobile or M-able app, then synchronize here.`,
  'declined': `You can still trade derivatives as usual.`,
  'inSync': `The derivatives trading account is synchronized and uses KB-OTP.`,
  'noDerivatives': `This account has no derivatives trading account.`,
  'notSynchronized': str`The authentication method has not been synchronized. ${0}`,
  'synchronizeChecking': `Checking the result again…`,
  'synchronized': `Synchronized. The derivatives trading account now uses KB-OTP.`,
  'synchronizeExplain': `The derivatives trading account will use KB-OTP, like the base account.`,
  'synchronizeLapsed': `KB-OTP was canceled and registered again on the base account, so you need to synchronize again.`,
  'synchronizeLoading': `Checking the account…`,
  'synchronizeNoObstacle': `If you don’t synchronize, you can still trade derivatives as usual.`,
  'synchronizeNow': str`Current authentication method: ${0}.`,
  'synchronizeProofSpent': `Your verification has expired. Please verify again.`,
  'synchronizeTitle': `Synchronize the authentication method`,
  'synchronizeUnknown': `No result yet. The authentication method may have been synchronized. Please check the result.`,
  'synchronizing': `Synchronizing…`,
};
