import {isDevice, isEnrolment, isEnrolmentProofs, isEnrolmentState, isUnlock} from '../domain/device-answers.js';
import type {Shape} from '../domain/shapes.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import {exchange, type HttpEndpointOptions} from './http-endpoint.js';

/** The device's part of the contract over HTTP, under the same rules as the rest. */
export function httpDeviceEndpoint(options: HttpEndpointOptions): DeviceEndpoint {
  const get = <Value>(path: string, fits: Shape<Value>, callOptions: CallOptions) =>
    exchange(options, {path, expected: 200, fits, repeatable: true}, callOptions);
  const post = <Value>(
    path: string,
    fits: Shape<Value>,
    body: object,
    callOptions: CallOptions,
    expected: 200 | 201 = 200,
  ) => exchange(options, {path, expected, fits, body, repeatable: true}, callOptions);
  return {
    checkEnrolmentProofs: (request, callOptions) => post('enrolments/proofs', isEnrolmentProofs, request, callOptions),
    createEnrolment: (request, callOptions) => post('enrolments', isEnrolment, request, callOptions, 201),
    getEnrolment: (enrolment, callOptions) => get(`enrolments/${enrolment}`, isEnrolmentState, callOptions),
    activateEnrolment: (enrolment, codes, callOptions) =>
      post(`enrolments/${enrolment}/activation`, isDevice, {codes}, callOptions),
    getDevice: (device, callOptions) => get(`devices/${device}`, isDevice, callOptions),
    createUnlock: (device, blindedElement, callOptions) =>
      post(`devices/${device}/unlocks`, isUnlock, {blindedElement}, callOptions),
    confirmUnlock: (device, unlock, mac, callOptions) =>
      post(`devices/${device}/unlocks/${unlock}/confirmation`, isDevice, {mac}, callOptions),
    registerKey: (device, key, mac, callOptions) => post(`devices/${device}/key`, isDevice, {key, mac}, callOptions),
    resetPassword: (device, callOptions) => post(`devices/${device}/password-reset`, isDevice, {}, callOptions),
    removeAccount: (device, account, callOptions) =>
      post(`devices/${device}/accounts/${encodeURIComponent(account)}/removal`, isDevice, {}, callOptions),
    resynchronize: (device, account, codes, grant, callOptions) =>
      post(`devices/${device}/resynchronizations`, isDevice, {account, codes, grant}, callOptions),
  };
}
