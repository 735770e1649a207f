/** Ours, as it is shipped for pages without a bundler: with a challenge, its methods, a countdown and two languages. */
import '/cdn/otp-verify.js';
import {expose} from '../page.js';

const account = {account: '058C123456', accountLabel: '058C•••456', channel: 'kb-trade'};
const method = {id: 'kb-otp-1', kind: 'kb-otp', label: {vi: 'KB-OTP', en: 'KB-OTP'}};
const sms = {id: 'sms-1', kind: 'sms', label: {vi: 'Tin nhắn SMS', en: 'Text message (SMS)'}, target: '•••• 567'};
const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const found = async (value) => ({ok: true, value});

const status = () => ({
  ...account,
  methods: [method],
  previousMethod: sms,
  kbOtp: {state: 'active', device: {id: 'device-1', name: 'iPhone'}},
  derivatives: null,
  policy: {codeDigits: 6, codePeriod: 30, passwordDigits: 6, hotline: '1900 1711'},
  grants: [],
  serverTime: at(0),
});

const challenge = (purpose) => ({
  ...account,
  id: 'chl_5f2b9c7e1a3d45',
  kind: 'kb-otp',
  purpose,
  method,
  source: 'iPhone',
  code: {length: 6, alphabet: 'digits'},
  display: [],
  expiresAt: at(120),
  attemptsLeft: 5,
  serverTime: at(0),
});

/** One round trip to the field, as the reference endpoint gives it; the other two calls are for what is older. */
const endpointOf = (complete) => ({
  getAuthentication: () => found(status()),
  beginAuthentication: ({purpose}) => found({...status(), challenge: challenge(purpose)}),
  createChallenge: ({purpose}) => found(challenge(purpose)),
  answerChallenge() {
    complete();
    return new Promise(() => undefined);
  },
});

expose({
  create(complete) {
    const endpoint = endpointOf(complete);
    const what = {endpoint, account: account.account, channel: account.channel, purpose: 'login', autoSubmit: true};
    return Object.assign(document.createElement('otp-verify'), what);
  },
  field: (element) => element.shadowRoot.querySelector('input'),
  ready: (element) => element.shadowRoot?.querySelector('input'),
});
