import {isDevice, isEnrolment, isEnrolmentProofs, isEnrolmentState, isUnlock} from '../../domain/device-answers.js';
import type {DeviceEndpoint, PushEndpoint, RequestsEndpoint} from '../../ports/device-endpoint.js';
import type {Operations} from './operations.js';

/** The device's part, but for what other pages ask of it, and how it hears of that. */
export const devices: Operations<Omit<DeviceEndpoint, keyof RequestsEndpoint | keyof PushEndpoint>> = {
  checkEnrolmentProofs: {ask: (body) => ['enrolments/proofs', body], fits: isEnrolmentProofs},
  createEnrolment: {ask: (body) => ['enrolments', body], fits: isEnrolment, expected: 201},
  getEnrolment: {ask: (enrolment) => [`enrolments/${enrolment}`], fits: isEnrolmentState},
  activateEnrolment: {
    ask: (enrolment, codes) => [`enrolments/${enrolment}/activation`, {codes}],
    fits: isDevice,
  },
  getDevice: {ask: (device) => [`devices/${device}`], fits: isDevice},
  createUnlock: {
    ask: (device, blindedElement) => [`devices/${device}/unlocks`, {blindedElement}],
    fits: isUnlock,
  },
  confirmUnlock: {
    ask: (device, unlock, mac) => [`devices/${device}/unlocks/${unlock}/confirmation`, {mac}],
    fits: isDevice,
  },
  registerKey: {
    ask: (device, key, mac) => [`devices/${device}/key`, {key, mac}],
    fits: isDevice,
    optional: true,
  },
  resetPassword: {ask: (device) => [`devices/${device}/password-reset`, {}], fits: isDevice},
  removeAccount: {
    ask: (device, account) => [`devices/${device}/accounts/${encodeURIComponent(account)}/removal`, {}],
    fits: isDevice,
  },
};
