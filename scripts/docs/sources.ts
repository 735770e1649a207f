/** What the docs read of the sources, as one program: messages and their translations have to meet. */
export {channels} from '../../src/domain/channels.js';
export {remedyOf} from '../../src/domain/problems.js';
export {localize} from '../../src/i18n/language.js';
export {describeDeviceProblem, deviceMessages} from '../../src/i18n/messages/device.js';
export {describeEnrollProblem, enrollMessages} from '../../src/i18n/messages/enroll.js';
export {lateProblemMessages} from '../../src/i18n/messages/problems-late.js';
export {describeProblem, problemMessages} from '../../src/i18n/messages/problems.js';
export {testAccounts} from '../../src/testing/test-accounts.js';
export {testCodes} from '../../src/testing/test-codes.js';
export {checks as conformanceChecks} from '../../server/conformance/run.js';
export {problemKinds} from '../../server/src/domain/problems.js';
export {descriptions as variableDescriptions} from '../../server/src/variable-descriptions.js';
