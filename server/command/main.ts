#!/usr/bin/env node
/** `kb-otp`: what a team runs against its own endpoint and pages. */

import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../conformance/config.js';
import { junitOf, lineOf, summaryOf } from '../conformance/report.js';
import { runConformance } from '../conformance/run.js';
import { examine } from '../doctor/examine.js';
import { adviceOf } from '../doctor/report.js';
import { endWith, UsageError } from '../src/command-line.js';

const usage = `kb-otp conformance --endpoint URL --config FILE [--junit FILE]
  Asks an endpoint what the contract asks of it, and tells each check. The file: docs/conformance.md.

kb-otp doctor --page URL --endpoint URL
  Looks at one deployment: CORS, CSP, cookies, clock, TLS, what is open that should not be.

Exit codes: 0 all is well, 1 something is not, 2 the command or its file is wrong.
`;

type Options = Readonly<Record<string, string | undefined>>;

const commands: Readonly<
  Record<string, { readonly needs: readonly string[]; run(options: Options): Promise<boolean> }>
> = {
  conformance: {
    needs: ['endpoint', 'config'],
    async run({ endpoint = '', config: file = '', junit }) {
      const config = readConfig(textOf(file), process.env);
      const clock = { now: Date.now, wait: (milliseconds: number) => wait(milliseconds) };
      const base = baseOf(endpoint);
      const results = await runConformance(base, config, { fetch, clock }, (result) => console.log(lineOf(result)));
      if (junit !== undefined) writeFileSync(junit, junitOf(base, results));
      console.log(`\n${summaryOf(results)}`);
      return results.every(({ verdict }) => verdict !== 'failed');
    },
  },
  doctor: {
    needs: ['page', 'endpoint'],
    async run({ page = '', endpoint = '' }) {
      const findings = await examine({ page: urlOf('page', page), endpoint: baseOf(endpoint) });
      console.log(adviceOf(findings));
      return findings.every(({ verdict }) => verdict !== 'fault');
    },
  },
};

async function main(): Promise<boolean> {
  const string = { type: 'string' } as const;
  const options = { endpoint: string, config: string, junit: string, page: string, help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { help, ...given } = values;
  if (help === true) {
    console.log(usage);
    return true;
  }
  const command = commands[positionals[0] ?? ''];
  if (command === undefined) throw new UsageError(`There is no command "${positionals[0] ?? ''}".\n\n${usage}`);
  const missing = command.needs.filter((name) => (given as Options)[name] === undefined);
  if (missing.length > 0) throw new UsageError(`--${missing.join(' and --')} is missing.\n\n${usage}`);
  return command.run(given);
}

function urlOf(option: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new UsageError(`--${option} is not an address (http, https).`);
  return text;
}

/** Paths are put behind it. */
const baseOf = (endpoint: string): string => urlOf('endpoint', endpoint).replace(/\/+$/, '');

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} can't be read.`);
  }
}

await endWith(main, (error) => (error instanceof ConfigError ? 2 : null));
