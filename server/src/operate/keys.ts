/** What an operator does from a shell with keys: makes them for systems, and has the endpoint's own wrapped. */

import { randomBytes } from 'node:crypto';
import { UsageError, type Command } from '../command-line.js';
import type { Kms } from '../kms/kms.js';
import { createTransit } from '../kms/transit.js';
import { wrapAll, wrappableNames } from '../kms/wrapped-keys.js';
import { describeCredential, digestOf, serviceScopes, type ServiceScope } from '../service-credentials.js';
import { readKmsVariables, type Environment } from '../variables.js';

export interface KeyOptions {
  readonly name?: string;
  readonly scopes?: string;
}

export function keyCommands(
  print: (text: string) => void,
  environment: Environment,
): Readonly<Record<string, Command<KeyOptions>>> {
  return {
    async 'keys new'(_rest, { name = '', scopes = '' }) {
      if (!/^[a-z][a-z0-9-]{0,31}$/.test(name)) throw new UsageError('--name is small letters, digits and hyphens.');
      const list = scopes.split(',');
      const known = list.filter((scope): scope is ServiceScope => serviceScopes.some((each) => each === scope));
      if (known.length < list.length) throw new UsageError(`--scopes are some of ${serviceScopes.join(',')}.`);
      const key = randomBytes(32).toString('base64url');
      print(`For the system that asks, once:\n  ${key}\n`);
      const line = describeCredential({ name, scopes: known, digest: digestOf(key) });
      print(`Into KB_OTP_SERVICE_CREDENTIALS, beside those that are there:\n  ${line}`);
      return true;
    },

    /** Through no argument, which others on the machine could read. */
    async 'keys wrap'([variable]) {
      const name = wrappableNames.find((each) => each === variable);
      if (name === undefined) throw new UsageError(`Which variable? One of ${wrappableNames.join(', ')}.`);
      const value = environment[name] ?? '';
      if (value === '') throw new UsageError(`${name} is not set.`);
      print(await wrapAll(name, value, kmsOf(environment)));
      return true;
    },

    async 'keys fresh'() {
      print(await kmsOf(environment).fresh());
      return true;
    },
  };
}

function kmsOf(environment: Environment): Kms {
  const reading = readKmsVariables(environment);
  if (!reading.ok) throw new UsageError(reading.faults.join('\n'));
  if (reading.settings.KB_OTP_KMS_URL === undefined) throw new UsageError('KB_OTP_KMS_URL is not set.');
  return createTransit(reading.settings);
}
