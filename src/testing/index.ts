/**
 * For tests and playgrounds of a host page: an endpoint of which everything is known, and drivers for the elements. No
 * part of a page that customers see; a production build does not take it (`not-in-production.ts`).
 */
import {refuseInProduction} from './production.js';

export {answerSubmits} from './answer-submits.js';
export type {DeviceDriver} from './endpoint/device-approvals.js';
export type {OtpDriver} from './driver.js';
export type {ApprovalOptions, ApprovalOutcome, AskedApproval} from './endpoint/approvals.js';
export {challenge} from './endpoint/challenges.js';
export {grant, methods, status} from './endpoint/accounts.js';
export {forgetList, PASSWORD as testPassword} from './endpoint/kept-list.js';
export {problem} from './endpoint/problems.js';
export {never, scriptedEndpoint, type Script, type ScriptedEndpoint} from './endpoint/scripted-endpoint.js';
export {requestHandler} from './http.js';
export {otpScreen} from './screen-driver.js';
export {testAccounts, type TestAccount} from './test-accounts.js';
export {testCodes, type TestCode} from './test-codes.js';
export {
  testEndpoint,
  type TestCall,
  type TestEndpoint,
  type TestEndpointOptions,
  type WholeEndpoint,
} from './test-endpoint.js';

refuseInProduction();
