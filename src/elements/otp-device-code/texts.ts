import type {DeviceCodeState} from '../../flows/device-code-state.js';
import {formatWait} from '../../i18n/language.js';
import {deviceCodeMessages} from '../../i18n/messages/device-code.js';
import {describeDeviceProblem, deviceMessages} from '../../i18n/messages/device.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import type {Status} from '../internal/status-line.js';

/** Every message of the element, by id. */
export const deviceCodeTexts = {...problemMessages, ...deviceMessages, ...deviceCodeMessages};
export type DeviceCodeTexts = typeof deviceCodeTexts;

const quiet: Status = {tone: 'quiet', text: ''};

/** The one sentence that says how things stand. */
export function statusOf(
  state: DeviceCodeState,
  complaint: string | false,
  say: DeviceCodeTexts,
  now: number,
): Status {
  switch (state.step) {
    case 'idle':
    case 'looking':
    case 'offered':
    case 'handed':
      return quiet;
    case 'absent':
      return {tone: 'quiet', text: describeAbsence(state, say)};
    case 'superseded':
      return {tone: 'quiet', text: say.deviceSuperseded()};
    case 'disabled':
      return {tone: 'danger', text: say.deviceUnusable()};
    case 'unlocking':
    case 'making':
      return {tone: 'busy', text: say.unlocking()};
    case 'waiting':
      return {
        tone: 'busy',
        text: say.autoWaiting(formatWait(state.until - now)),
        spoken: say.autoWaiting(formatWait(state.until - state.since)),
      };
    case 'asking':
      return askingStatus(state, complaint, say);
  }
}

/** A page that may keep nothing was never the place for a list, so nothing is missing there. */
const describeAbsence = ({problem}: Extract<DeviceCodeState, {step: 'absent'}>, say: DeviceCodeTexts): string =>
  problem === null || problem.code === 'vault_damaged' || problem.code === 'vault_missing'
    ? say.deviceLacksAccount()
    : '';

function askingStatus(
  {problem}: Extract<DeviceCodeState, {step: 'asking'}>,
  complaint: string | false,
  say: DeviceCodeTexts,
) {
  if (complaint) return {tone: 'danger', text: complaint} as const;
  if (!problem) return quiet;
  return {tone: 'danger', text: describeDeviceProblem(problem, say) ?? describeProblem(problem, say)} as const;
}
