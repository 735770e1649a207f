/** The variables that say how strict the endpoint is: what each may be. */

import * as v from 'valibot';
import type { HelpDeskActKind, Purpose } from '../generated/contract.js';
import { boundSuite } from './domain/bound-code.js';
import { helpDeskActs } from './domain/help-desk.js';
import { defaultPolicy, minute, mostDong, second } from './domain/policy.js';
import { mayBeCovered, purposeRules } from './domain/purposes.js';
import { isPrivateKey } from './scan-keys.js';
import { parsePrefix } from './domain/toll.js';

/** As `policyFault` has it. */
const mostMinutes = 720;
const coverable = (Object.keys(purposeRules) as Purpose[]).filter(mayBeCovered);

export const text = v.optional(v.string(), '');

const commaSeparatedOr = (otherwise: string) =>
  v.pipe(
    v.optional(v.string(), otherwise),
    v.transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    ),
  );

export const commaSeparated = commaSeparatedOr('');

/** Of the contract; `policyFault` says no more of them. */
export const purposes = v.pipe(
  commaSeparated,
  v.check(
    (list) => list.every((each) => Object.hasOwn(purposeRules, each)),
    `must list purposes, with commas: ${Object.keys(purposeRules).join(', ')}.`,
  ),
  v.transform((list) => list as readonly Purpose[]),
);

/** `order=30`: minutes, by purpose. */
export const ages = v.pipe(
  commaSeparated,
  v.transform((list) => list.map((each) => each.split('='))),
  v.check(
    (list) => list.every(([purpose = '', age = '', ...more]) => isAge(purpose, age) && more.length === 0),
    `must list purposes and minutes (0 to ${mostMinutes}) such as order=30, with commas; what may be covered: ${coverable.join(', ')}.`,
  ),
  v.transform(
    (list) =>
      Object.fromEntries(list.map(([purpose, age]) => [purpose, Number(age)])) as Partial<Record<Purpose, number>>,
  ),
);

const isAge = (purpose: string, age: string): boolean =>
  coverable.some((each) => each === purpose) && /^[0-9]{1,3}$/.test(age) && Number(age) <= mostMinutes;

export const idle = v.pipe(
  v.optional(v.string(), String(defaultPolicy.sessionGrants.idle / minute)),
  v.check(
    (given) => /^[1-9][0-9]{0,2}$/.test(given) && Number(given) <= mostMinutes,
    `must be a whole number of minutes from 1 to ${mostMinutes}.`,
  ),
  v.transform(Number),
);

const usualPrefixes = defaultPolicy.toll.prefixes.map(({ prefix }) => prefix).join();

/** `+82=50`: the beginning of numbers, and how many unread codes they may have together. */
export const prefixes = v.pipe(
  commaSeparatedOr(usualPrefixes),
  v.transform((list) => list.map(parsePrefix)),
  v.check(
    (list) => list.length > 0 && list.every((each) => each !== null),
    'must list beginnings of numbers such as +84 or +82=50, with commas.',
  ),
  v.transform((list) => list.filter((each) => each !== null)),
);

export const share = v.pipe(
  v.optional(v.string(), String(defaultPolicy.toll.unreadShare)),
  v.regex(/^([1-9][0-9]?|100)$/, 'must be a whole number of percent from 1 to 100.'),
  v.transform(Number),
);

export const deskActs = v.pipe(
  commaSeparated,
  v.check(
    (list) => list.every((each) => helpDeskActs.some((act) => act === each)),
    `must list acts of the help desk, with commas: ${helpDeskActs.join(', ')}.`,
  ),
  v.transform((list) => list as readonly HelpDeskActKind[]),
);

export const suite = v.pipe(
  v.optional(v.string(), defaultPolicy.boundCodes.suite),
  v.check((given) => boundSuite(given) !== null, `must be a suite such as ${defaultPolicy.boundCodes.suite}.`),
);

export const reducedLimit = v.pipe(
  v.optional(v.string(), String(defaultPolicy.reducedLimit?.amount ?? 0)),
  v.check(
    (amount) => /^[0-9]{1,16}$/.test(amount) && Number(amount) <= mostDong,
    `must be a whole number of dong up to ${mostDong}, or 0 for no such limit.`,
  ),
  v.transform(Number),
);

export const areSigningKeys = v.check(
  (list: Buffer[]) => list.every(isPrivateKey),
  'must be a private key of P-256: make another one.',
);

/** Seconds. A picture that is shown for longer can be passed on for longer. */
export const scanSeconds = v.pipe(
  v.optional(v.string(), String(defaultPolicy.scan.period / second)),
  v.check(
    (given) => /^[1-9][0-9]?$/.test(given) && Number(given) >= 5 && Number(given) <= 60,
    'must be 5 to 60 seconds.',
  ),
  v.transform(Number),
);
