import {OtpVerify} from '../../../src/index.js';

customElements.define('otp-verify', OtpVerify);

const form = document.querySelector<HTMLFormElement>('#form');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const {size} = new Set(new FormData(form).getAll('grant'));
  document.querySelector('#signed-in')?.replaceChildren(`grants: ${size}`);
});
