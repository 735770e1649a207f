/** The files of stories of each element's states, for state maps and docs pages. */
import * as cancelOutcome from '../otp-cancel.outcome.stories.js';
import * as cancelProblems from '../otp-cancel.problems.stories.js';
import * as cancelProof from '../otp-cancel.proof.stories.js';
import * as cancelBefore from '../otp-cancel.stories.js';
import * as enrollActivation from '../otp-enroll.activation.stories.js';
import * as enrollPassword from '../otp-enroll.password.stories.js';
import * as enrollProblems from '../otp-enroll.problems.stories.js';
import * as enrollBefore from '../otp-enroll.stories.js';
import * as synchronizing from '../otp-enroll.synchronize.stories.js';
import * as listChanges from '../otp-list.changes.stories.js';
import * as listProblems from '../otp-list.problems.stories.js';
import * as listRequests from '../otp-list.requests.stories.js';
import * as listScan from '../otp-list.scan.stories.js';
import * as listOpen from '../otp-list.stories.js';
import * as flow from '../otp-verify.stories.js';
import * as approval from '../otp-verify.approval.stories.js';
import * as cancelInPlace from '../otp-verify.cancel.stories.js';
import * as device from '../otp-verify.device.stories.js';
import * as methods from '../otp-verify.methods.stories.js';
import * as problems from '../otp-verify.problems.stories.js';
import * as scanning from '../otp-verify.scanning.stories.js';
import * as session from '../otp-verify.session.stories.js';

export const verifyFiles = [flow, methods, approval, scanning, session, problems];
export const onDeviceFiles = [device, cancelInPlace];
export const enrollFiles = [enrollBefore, enrollPassword, enrollActivation, enrollProblems];
export const synchronizeFiles = [synchronizing];
export const listFiles = [listOpen, listRequests, listScan, listChanges, listProblems];
export const cancelFiles = [cancelBefore, cancelProof, cancelOutcome, cancelProblems];

/** Stories of `<otp-verify>` play scripts; these are the ones that end where a state of the table is. */
export const verifyStories = {
  loading: flow.Loading,
  'choosing an account': flow.ChooseAccount,
  'choosing a method': methods.ChooseMethod,
  'method changed meanwhile': methods.MethodChangedMeanwhile,
  'preparing a challenge': flow.PreparingTheChallenge,
  'asking for a code': flow.Order,
  'asking for a code of a cash transfer': flow.CashTransfer,
  'asking for an SMS code': methods.Sms,
  'asking for a static password': methods.StaticPassword,
  'refused characters': problems.RefusedCharacters,
  'wrong code': problems.WrongCode,
  'last attempt': problems.LastAttempt,
  'code used before': problems.CodeUsedBefore,
  'clock drift': problems.ClockDrift,
  'code was not heard': problems.CodeWasNotHeard,
  'sending again': methods.Resending,
  'sent again': methods.Resent,
  submitting: flow.Submitting,
  checking: problems.Checking,
  'outcome unknown': problems.OutcomeUnknown,
  verified: flow.Verified,
  'verified after asking back': problems.OutcomeWasSuccess,
  'already authenticated in this session': flow.AlreadyAuthenticatedInThisSession,
  dismissed: flow.Dismissed,
  expired: problems.Expired,
  'challenge locked': problems.ChallengeLocked,
  'wrong code and no attempt left': problems.WrongCodeAndNoneLeft,
  'locked until': problems.LockedUntil,
  'locked without end': problems.LockedWithoutEnd,
  'transaction changed': problems.TransactionChanged,
  'session expired': problems.SessionExpired,
  'stronger step required': problems.StepUpRequired,
  'rate limited': problems.RateLimited,
  offline: problems.Offline,
  unreachable: problems.Unreachable,
  'timed out': problems.TimedOut,
  'malformed answer': problems.Malformed,
  maintenance: problems.Maintenance,
  'server error': problems.ServerError,
  'sending failed': problems.SendFailed,
  'client outdated': problems.ClientOutdated,
  refused: problems.Refused,
  'missing endpoint': problems.MissingEndpoint,
  'unsupported channel': problems.UnsupportedChannel,
};
