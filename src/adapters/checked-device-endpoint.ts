import {isDevice, isEnrolment, isEnrolmentProofs, isEnrolmentState, isUnlock} from '../domain/device-answers.js';
import type {Shape} from '../domain/shapes.js';
import {failure, type Result} from '../domain/problems.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import {checkAnswer} from './checked-endpoint.js';

/**
 * A host's own endpoint object under the same rules as the wire, the device's part: what it throws or makes up is a
 * problem, and the time that its answers carry is heard.
 */
export function checkedDeviceEndpoint(host: DeviceEndpoint, onServerTime: (at: string) => void): DeviceEndpoint {
  const check = async <Value extends {readonly serverTime: string}>(
    call: () => Promise<Result<Value>>,
    fits: Shape<Value>,
  ): Promise<Result<Value>> => {
    const result = await checkAnswer(call, fits);
    if (result.ok) onServerTime(result.value.serverTime);
    return result;
  };
  const registerKey: DeviceEndpoint['registerKey'] = (...call) =>
    check(async () => (await host.registerKey?.(...call)) ?? failure({code: 'not_found'}), isDevice);
  return {
    checkEnrolmentProofs: (...call) => check(() => host.checkEnrolmentProofs(...call), isEnrolmentProofs),
    createEnrolment: (...call) => check(() => host.createEnrolment(...call), isEnrolment),
    getEnrolment: (...call) => check(() => host.getEnrolment(...call), isEnrolmentState),
    activateEnrolment: (...call) => check(() => host.activateEnrolment(...call), isDevice),
    getDevice: (...call) => check(() => host.getDevice(...call), isDevice),
    createUnlock: (...call) => check(() => host.createUnlock(...call), isUnlock),
    confirmUnlock: (...call) => check(() => host.confirmUnlock(...call), isDevice),
    ...(host.registerKey && {registerKey}),
    resetPassword: (...call) => check(() => host.resetPassword(...call), isDevice),
    removeAccount: (...call) => check(() => host.removeAccount(...call), isDevice),
    resynchronize: (...call) => check(() => host.resynchronize(...call), isDevice),
  };
}
