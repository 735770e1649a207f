// Made from locales/*.xlf by `npm run localize`.
import {str} from '@lit/localize/internal/str-tag.js';

export const templates = {
  'abandon': `Register again from the start`,
  'activating': `Activating with the first code…`,
  'agree': `I agree, continue`,
  'alreadyHere': `This device is registered for KB-OTP with this account.`,
  'chooseAccounts': `Choose the accounts to register`,
  'elsewhere': str`KB-OTP is active on ${0}. If you register here, codes on that device stop working.`,
  'enrollDismissed': `You have not registered KB-OTP. Your present authentication method stays as it is.`,
  'enrolled': `KB-OTP is registered`,
  'enrolledNext': `KB-OTP authentication codes now work on KB-Trade, KB-TradeDS, KB-able, KB-Mobile, KB-MobileDS and M-able.`,
  'enrollFailed': str`${0} Your present authentication method stays as it is.`,
  'enrollLoading': `Checking the account…`,
  'enrollTitle': `Register KB-OTP`,
  'enterPassword': `This device has a List of KB-OTP already. Enter its password to add the accounts.`,
  'finishing': `Finishing…`,
  'openList': `Open the List of KB-OTP`,
  'registering': `Registering the device…`,
  'resume': `The registration was interrupted. Enter the KB-OTP password that you have just created to finish it.`,
  'securing': `Protecting the keys with the KB-OTP password…`,
  'steppingUp': `Waiting for the additional authentication step…`,
  'terms': `KB-OTP makes authentication codes on this very device. The KB-OTP password opens the List of KB-OTP; keep it to yourself and never share a code.`,
  'termsChange': str`Once registered, KB-OTP replaces ${0} on the trading channels.`,
  'wrongChannel': `You can register KB-OTP in the KB-Mobile or M-able app.`,
  'wrongChannelSteps': `Open either app, sign in and choose Register KB-OTP. After that KB-OTP authentication codes work here.`,
};
