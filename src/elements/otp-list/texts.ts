import type {Problem} from '../../domain/problems.js';
import type {ListRemark, ListState} from '../../flows/list-state.js';
import {describeDeviceProblem, describeWeaknesses, deviceMessages} from '../../i18n/messages/device.js';
import {listMessages} from '../../i18n/messages/list.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';
import {notBegun, type Status} from '../internal/status-line.js';

/** Every message of the element, by id. */
export const listTexts = {...verifyMessages, ...problemMessages, ...deviceMessages, ...listMessages};
export type ListTexts = typeof listTexts;

const describe = (problem: Problem, say: ListTexts) =>
  describeDeviceProblem(problem, say) ?? describeProblem(problem, say);

const remarks: Readonly<
  Record<Exclude<ListRemark['type'], 'none' | 'problem' | 'not-copied' | 'failed-attempts'>, (say: ListTexts) => string>
> = {
  copied: (say) => say.copied(),
  removed: (say) => say.removed(),
  'password-changed': (say) => say.passwordChanged(),
  'passkey-added': (say) => say.passkeyAdded(),
  'passkey-removed': (say) => say.passkeyRemoved(),
};

function remarkStatus(remark: ListRemark, say: ListTexts): Status {
  if (remark.type === 'none') return {tone: 'quiet', text: ''};
  if (remark.type === 'not-copied') return {tone: 'danger', text: say.notCopied()};
  if (remark.type === 'failed-attempts') return {tone: 'danger', text: say.failedAttempts(remark.count)};
  if (remark.type === 'problem') return {tone: 'danger', text: describe(remark.problem, say)};
  return {tone: 'success', text: remarks[remark.type](say)};
}

/** The one sentence that says how things stand. */
export function statusOf(state: ListState, complaint: string | false, say: ListTexts, digits: number): Status {
  if (complaint) return {tone: 'danger', text: complaint};
  switch (state.step) {
    case 'idle':
      return notBegun(say.listLoading());
    case 'adding':
    case 'offering-passkey':
    case 'confirming-removal':
      return {tone: 'quiet', text: ''};
    case 'loading':
      return {tone: 'busy', text: say.listLoading()};
    case 'empty':
      return {tone: 'quiet', text: say.listEmpty()};
    case 'locked':
    case 'proving':
    case 'forgot':
      return state.problem ? {tone: 'danger', text: describe(state.problem, say)} : {tone: 'quiet', text: ''};
    case 'unlocking':
      return {tone: 'busy', text: say.unlocking()};
    case 'disabled':
      return {tone: 'danger', text: say.deviceDisabled()};
    case 'open':
      return remarkStatus(state.remark, say);
    case 'creating-password':
      return state.refusals.length > 0
        ? {tone: 'danger', text: describeWeaknesses(state.refusals, say, digits)}
        : {tone: 'quiet', text: ''};
    case 'confirming-password':
      return state.mismatch ? {tone: 'danger', text: say.passwordMismatch()} : {tone: 'quiet', text: ''};
    case 'checking':
    case 'working':
      return {tone: 'busy', text: say.working()};
    case 'resetting':
      return {tone: 'busy', text: say.resetting()};
    case 'reset-done':
      return state.cleaned ? {tone: 'success', text: say.resetDone()} : {tone: 'danger', text: say.resetNotCleaned()};
    case 'failed':
      return {tone: 'danger', text: describe(state.problem, say)};
  }
}
