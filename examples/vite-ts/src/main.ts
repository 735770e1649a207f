import 'kb-otp/define/otp-verify.js';
import {placeOrder, sessionToken} from './broker.js';

const form = document.querySelector('form')!;
const status = document.querySelector('[role=status]')!;
const verify = document.querySelector('otp-verify')!;

verify.transaction = {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67500};
verify.getSessionToken = sessionToken;
verify.addEventListener('otp-verified', () => form.requestSubmit());

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = await placeOrder(new FormData(form));
});
