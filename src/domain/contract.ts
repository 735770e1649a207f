/** The endpoint's words (`server/openapi.yaml`) as the rest of the house uses them. */
export type {
  Answer,
  AuthenticationStatus,
  Challenge,
  ChallengeOutcome,
  ChallengeRequest,
  CodeFormat,
  DeliveredChallenge,
  DisplayLine,
  Grant,
  LocalizedText,
  Method,
  MethodKind,
  Policy,
  ProblemCode,
  Purpose,
  Transaction,
} from '../generated/contract.js';

/** Epoch milliseconds of a contract timestamp (RFC 3339). */
export const epoch = (timestamp: string): number => Date.parse(timestamp);
