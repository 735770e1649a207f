#!/usr/bin/env node
/** `kb-otp-endpoint`: what an operator does from a shell. */

import { parseArgs } from 'node:util';
import type { AccountOverview, Closing } from '../../generated/contract.js';
import { serviceScopes } from '../service-credentials.js';
import { KmsFault } from '../kms/kms.js';
import { endWith, UsageError, withIds, type Command } from '../command-line.js';
import { whoAndWhy } from './agent.js';
import { accountImport, type AccountImportOptions } from './account-import.js';
import { auditCommands, type AuditOptions } from './audit.js';
import { createBackEnd, Refused, type BackEnd } from './back-end.js';
import { helpDeskCommands, type HelpDeskOptions } from './help-desk.js';
import { keyCommands, type KeyOptions } from './keys.js';
import { outboxCommands, type OutboxOptions } from './outbox.js';
import { privacyCommands } from './privacy.js';
import { tokenImport, type TokenImportOptions } from './tokens.js';

const usage = `kb-otp-endpoint accounts import FILE [--format json|csv] --endpoint URL [--dry-run] [--refused FILE]
  Puts accounts in, one JSON text a line, or from CSV (FILE.csv) whose first row names its columns; - reads from the
  standard input. Begun again, it does what is left.

kb-otp-endpoint accounts show ACCOUNT --endpoint URL
  What is known of an account, without its secrets.

kb-otp-endpoint accounts close ACCOUNT --agent AGENT --reason TEXT --endpoint URL
  Ends all that an account has: from then on it is unknown to everybody outside. Its line is refused by later imports,
  unless it says "reopen": true.

kb-otp-endpoint tokens import FILE [--accounts FILE.csv] --endpoint URL [--dry-run] [--refused FILE]
  Gives accounts the tokens of a container (PSKC, RFC 6030) in place of those that they have; their other methods stay.
  --accounts: whose they are, with the columns serial and account; the container says so itself without it. Its key is
  read from KB_OTP_PSKC_KEY (hexadecimal), its password from KB_OTP_PSKC_PASSWORD.

kb-otp-endpoint helpdesk show ACCOUNT --agent AGENT --endpoint URL
  The state of an account, by its full number.

kb-otp-endpoint helpdesk unlock|suspend|resume|revoke-device|end-sessions ACCOUNT --agent AGENT --reason REASON
    [--note TEXT] [--method ID] [--device ID] --endpoint URL
  Does it, or has it wait for a second agent where policy asks for four eyes. Reasons are locked-out, device-lost,
  not-me, suspected-fraud, customer-asked, mistake. The device of revoke-device is named by show.

kb-otp-endpoint helpdesk waiting --agent AGENT --endpoint URL
kb-otp-endpoint helpdesk approve|refuse ID --agent AGENT --endpoint URL
  What waits for a second agent, and the second agent's word.

kb-otp-endpoint outbox list --endpoint URL
kb-otp-endpoint outbox resend NOTICE|--all --endpoint URL
  Notices that were given up, one JSON text a line; has one, or all of them, go out once more.

kb-otp-endpoint customers export CUSTOMER --endpoint URL
  All that is kept of a customer, as JSON, without secrets.

kb-otp-endpoint customers erase CUSTOMER --agent AGENT --reason TEXT --endpoint URL
  Erases it where no account is open any more, and says what is kept and why.

kb-otp-endpoint audit export [--after SEQ] --endpoint URL
  The audit trail, one entry a line, in the order of its chain.

kb-otp-endpoint audit verify [FILE] [--head SEQ:HASH] --endpoint URL
  Says which entries are missing or changed, at the endpoint or in what was exported; --head: a point of the chain that
  you have kept elsewhere.

kb-otp-endpoint keys new --name NAME --scopes ${serviceScopes.join(',')}
  Makes a key for one of your systems, and what KB_OTP_SERVICE_CREDENTIALS has of it.

kb-otp-endpoint keys fresh
  Has the KMS make a new key for KB_OTP_SEAL_KEY, KB_OTP_OPRF_KEY or KB_OTP_SCAN_KEY, and prints it wrapped: nobody sees
  the key itself.

kb-otp-endpoint keys wrap VARIABLE
  Has the KMS wrap the keys that VARIABLE holds in this environment, and prints what it is to hold; what is wrapped
  already is wrapped anew under the newest version of the KMS's key. KB_OTP_KMS_URL and the others say where the KMS is.

The key for an endpoint is read from KB_OTP_SERVICE_KEY.
Exit codes: 0 done, 1 refused, 2 the command is wrong.
`;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

interface Options
  extends HelpDeskOptions, OutboxOptions, AuditOptions, AccountImportOptions, TokenImportOptions, KeyOptions {
  readonly endpoint?: string;
}

const commands: Readonly<Record<string, Command<Options>>> = {
  ...helpDeskCommands(backEndOf, print),
  ...outboxCommands(backEndOf, print),
  ...privacyCommands(backEndOf, print),
  ...auditCommands(backEndOf, print),
  ...keyCommands(print, process.env),
  'accounts import': accountImport(backEndOf, print),
  'tokens import': tokenImport(backEndOf, print),

  async 'accounts show'([account], options) {
    if (account === undefined) throw new UsageError('Which account?');
    const path = `/provisioning/accounts/${encodeURIComponent(account)}`;
    print(JSON.stringify(await backEndOf(options).get<AccountOverview>(path), null, 2));
    return true;
  },

  async 'accounts close'([account], options) {
    if (account === undefined) throw new UsageError('Which account?');
    const path = `/provisioning/accounts/${encodeURIComponent(account)}/closing`;
    print(JSON.stringify(await backEndOf(options).post<Closing>(path, whoAndWhy(options)), null, 2));
    return true;
  },
};

function backEndOf({ endpoint = '' }: Options): BackEnd {
  const key = process.env['KB_OTP_SERVICE_KEY'] ?? '';
  if (key === '') throw new UsageError('KB_OTP_SERVICE_KEY is not set.');
  if (!URL.canParse(endpoint)) throw new UsageError('--endpoint is no address.');
  return createBackEnd(endpoint.replace(/\/+$/, ''), key);
}

async function main(): Promise<boolean> {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  const desk = { agent: text, reason: text, note: text, method: text, device: text } as const;
  const options = {
    endpoint: text,
    name: text,
    scopes: text,
    refused: text,
    format: text,
    accounts: text,
    'dry-run': yes,
    help: yes,
    all: yes,
    after: text,
    head: text,
    ...desk,
  } as const;
  const { values, positionals } = parseArgs({
    args: withIds(process.argv.slice(2), options),
    options,
    allowPositionals: true,
  });
  if (values.help === true) {
    print(usage);
    return true;
  }
  const command = commands[positionals.slice(0, 2).join(' ')];
  if (command === undefined) throw new UsageError(`There is no such command.\n\n${usage}`);
  return command(positionals.slice(2), values);
}

await endWith(main, (error) => (error instanceof Refused || error instanceof KmsFault ? 1 : null));
