// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'otherRequests': str`Other requests waiting: ${0}`,
  'otherRequestsOpen': `Open the List of KB-OTP to review.`,
};
