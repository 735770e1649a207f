/** What a run needs to know of an endpoint: sessions, test accounts, a page's origin. From a JSON file. */

import * as v from 'valibot';

const headers = v.record(v.string(), v.string());

const codeAccount = v.strictObject({
  /** The account number. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,32}$/)),
  /** The seed of its KB-OTP or token, base32 (RFC 4648). */
  secret: v.pipe(v.string(), v.regex(/^[A-Za-z2-7 ]+=*$/, 'not base32')),
  algorithm: v.optional(v.picklist(['SHA-1', 'SHA-256', 'SHA-512']), 'SHA-1'),
  digits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(8)), 6),
  /** Seconds. */
  period: v.optional(v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(120)), 30),
});

const schema = v.strictObject({
  /** Of a page that may use the endpoint, such as `https://trade.example`. */
  origin: v.pipe(v.string(), v.url()),
  channel: v.optional(v.string(), 'kb-trade'),
  /** What a request of the customer's session carries, such as `Authorization` or `Cookie`. */
  session: headers,
  /** Accounts of that customer, on which right codes are spent: the more there are, the less a run waits. */
  accounts: v.pipe(v.array(codeAccount), v.minLength(1)),
  /** Accounts of that customer that may be locked by wrong codes, and are, when the run is over. */
  lockable: v.optional(v.array(codeAccount), []),
  /** What a request of another customer's session carries. */
  otherSession: v.optional(headers),
  /** What a request of the host's back end carries. */
  backEnd: v.optional(headers),
});

export type CodeAccount = v.InferOutput<typeof codeAccount>;
export type ConformanceConfig = v.InferOutput<typeof schema>;

/** Says which field of the file is wrong, never what stood in it: it may be a secret. */
export class ConfigError extends Error {}

/**
 * @param text JSON; a value `env:NAME` stands for the environment variable, so that no secret need be in the file
 * @throws ConfigError
 */
export function readConfig(text: string, environment: Readonly<Record<string, string | undefined>>): ConformanceConfig {
  const result = v.safeParse(schema, parse(text, environment));
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'The file'}: ${faultOf(issue)}`);
  throw new ConfigError(faults.join('\n'));
}

function faultOf({ type, expected, message }: v.BaseIssue<unknown>): string {
  if (expected !== null) return `expected ${expected}`;
  return message.startsWith('Invalid') ? `not a valid ${type}` : message;
}

function parse(text: string, environment: Readonly<Record<string, string | undefined>>): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? resolved(value) : value));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError('The file is not JSON.');
  }

  function resolved(value: string): string {
    const name = /^env:(\w+)$/.exec(value)?.[1];
    if (name === undefined) return value;
    const found = environment[name];
    if (found === undefined || found === '') throw new ConfigError(`The environment variable ${name} is not set.`);
    return found;
  }
}
