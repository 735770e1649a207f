/** The endpoint's words (`server/openapi.yaml`) as the rest of the house uses them. */
export type {
  AccountName,
  Answer,
  AuthenticationStatus,
  Challenge,
  ChallengeOutcome,
  ChallengeRequest,
  CodeFormat,
  DeliveredChallenge,
  Device,
  DeviceAccount,
  DeviceKey,
  DisplayLine,
  Enrolment,
  EnrolmentProofs,
  EnrolmentProofsRequest,
  EnrolmentRequest,
  EnrolmentState,
  Grant,
  LocalizedText,
  Method,
  MethodChangeRequest,
  MethodKind,
  Policy,
  ProblemCode,
  Purpose,
  TotpParameters,
  Transaction,
  Unlock,
} from '../../server/generated/contract.js';

/** Epoch milliseconds of a contract timestamp (RFC 3339). */
export const epoch = (timestamp: string): number => Date.parse(timestamp);
