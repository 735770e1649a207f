/** Structured logs. They name neither codes, secrets nor tokens, and no account but by its last three characters. */

import pino, { type DestinationStream, type Logger } from 'pino';

export interface LogConfig {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

/** A second net: nothing of this kind is ever handed to the log in the first place. */
const redacted = [
  'code',
  'codes',
  'mac',
  'key',
  'password',
  'token',
  'seed',
  'secret',
  'grant',
  'authorization',
  'cookie',
];

export function createLogger({ level, destination }: LogConfig): Logger {
  const options = {
    level,
    base: { service: 'kb-otp-endpoint' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [...redacted, ...redacted.map((name) => `*.${name}`)],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * What is logged of an exception: its type, its code and where it came from. Not its message, which may quote what a
 * client sent.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, errorCode: (error as { code?: unknown }).code, frames: frames.slice(0, 8) };
}
