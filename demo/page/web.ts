/** KB-Trade and KB-TradeDS as pages of their own: the order ticket, the orders, the KB-OTP section. */

import './wire/network.js';
import '../../src/define/otp-verify.js';
import {startDesk} from './orders/desk.js';
import {onElementEvent} from './wire/events.js';
import {followParent, isFramed, tellParent} from './wire/link.js';
import {openSession} from './wire/session.js';
import {apply, chosenAccount, onChange} from './common/settings.js';

apply();
followParent();
if (isFramed()) onElementEvent((told) => tellParent({type: 'told', told}));
const desk = startDesk();
onChange((now, before) => {
  if (now.account !== before.account) void desk.setAccount(chosenAccount());
  if (now.lang !== before.lang) desk.render();
});
try {
  await openSession();
  await desk.setAccount(chosenAccount());
} catch {
  desk.fail();
}
