// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'approve': `Approve on your phone`,
  'approveHeading': str`Enter ${0} on your phone`,
  'approveHint': str`Open the app on “${0}” to review and approve.`,
  'approveHintAnyPhone': `Open KB-Mobile or M-able to review and approve.`,
  'approveHintShort': `Open the app to review and approve.`,
  'approveLabel': `Enter on your phone`,
  'approveOffline': `You’re offline. This page continues by itself once you’re back online.`,
  'approveOpenApp': str`Open ${0}`,
  'approveTypeCode': `Enter a code instead`,
  'approveWaiting': `Waiting for your approval…`,
};
