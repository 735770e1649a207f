/** When traces are exported, which, and what a collector that fails can't do to requests. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { rmSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { processConfig, type Environment } from '../src/index.js';
import type { TelemetryConfig } from '../src/telemetry/variables.js';
import { accounts } from './support/codes.js';
import { collecting, startTraced } from './support/collector.js';
import { onEachDatabase, temporaryFolder } from './support/databases.js';
import { origin, type TestEndpoint } from './support/endpoint.js';
import { startProcess } from './support/process.js';
import { scriptArguments } from './support/scripts.js';
import { plainIn } from './support/wrapped.js';

const folder = temporaryFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';
const url = 'http://127.0.0.1:4318';
/** Nobody listens there: such ports are given to nobody (RFC 6335). */
const nowhere = 'http://127.0.0.1:1023';

const ask = ({ endpoint }: TestEndpoint, flags?: string) =>
  endpoint.fetch(
    new Request(`${origin}/v1/accounts/${accounts.sms}/authentication`, {
      headers: flags === undefined ? {} : { traceparent: `00-${traceId}-${parent}-${flags}` },
    }),
  );

describe('Traces are exported', () => {
  const telemetry = (environment: Environment) => processConfig({ ...plainIn(folder), ...environment }).telemetry;

  const configured: ReadonlyArray<readonly [what: string, Environment, TelemetryConfig | null]> = [
    ['nowhere by themselves', {}, null],
    [
      'nowhere where only the others are set',
      { OTEL_TRACES_SAMPLER: 'some', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      null,
    ],
    ['nowhere where that is off', { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SDK_DISABLED: 'TRUE' }, null],
    ['to a collector', { OTEL_EXPORTER_OTLP_ENDPOINT: url }, { sampler: 'parentbased_always_on', ratio: 1 }],
    [
      'in part',
      { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { sampler: 'traceidratio', ratio: 0.25 },
    ],
  ];
  for (const [what, environment, expected] of configured)
    test(what, () => assert.deepEqual(telemetry(environment), expected));

  const wrong: ReadonlyArray<readonly [string, string]> = [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_TRACES_SAMPLER', 'xray'],
    ['OTEL_TRACES_SAMPLER_ARG', '25%'],
  ];
  for (const [name, value] of wrong)
    test(`not with ${name}=${value}`, () => {
      const message = new RegExp(`^${name} [^\n]+\\.$`);
      assert.throws(() => telemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: url, [name]: value }), { message });
    });
});

onEachDatabase(
  'A collector',
  (database) => {
    const sampled: ReadonlyArray<readonly [TelemetryConfig, flags: string | undefined, isExported: boolean]> = [
      [{ sampler: 'always_off', ratio: 1 }, '01', false],
      [{ sampler: 'always_on', ratio: 1 }, '00', true],
      [{ sampler: 'traceidratio', ratio: 0 }, '01', false],
      [{ sampler: 'parentbased_always_off', ratio: 1 }, undefined, false],
      [{ sampler: 'parentbased_always_off', ratio: 1 }, '01', true],
      [{ sampler: 'parentbased_traceidratio', ratio: 0 }, undefined, false],
      [{ sampler: 'parentbased_traceidratio', ratio: 1 }, undefined, true],
    ];
    for (const [telemetry, flags, isExported] of sampled)
      test(`gets ${isExported ? 'a' : 'no'} trace of flags ${flags} by ${telemetry.sampler} ${telemetry.ratio}`, async (t) => {
        const collector = await collecting(t);
        const { on } = await startTraced(database(), collector.url, { telemetry });
        await ask(on, flags);
        await on.endpoint.close();
        assert.equal(collector.spans().length > 0, isExported);
      });

    const failing: ReadonlyArray<readonly [what: string, answer: ((response: ServerResponse) => void) | null]> = [
      ['that is not there', null],
      ['that says nothing', () => undefined],
      ['that refuses', (response) => void response.writeHead(400).end('bad')],
      ['that is broken', (response) => void response.writeHead(503).end()],
    ];
    for (const [what, answer] of failing)
      test(`${what} keeps no request from its answer, and the endpoint not from its end`, async (t) => {
        const collector = await collecting(t);
        collector.answerWith(answer);
        // OpenTelemetry itself would wait for half a minute.
        process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '600000';
        t.after(() => delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT']);
        const { on } = await startTraced(database(), answer === null ? nowhere : collector.url);
        // More than a batch, so that it is exported while requests go on.
        const answers = await Promise.all(Array.from({ length: 600 }, () => ask(on)));
        assert.ok(answers.every(({ status }) => status === 401));
        const begun = performance.now();
        await on.endpoint.close();
        assert.ok(performance.now() - begun < 15_000);
      });

    test('that fails is told of once, and that it works again', async (t) => {
      const collector = await collecting(t);
      const { on, told } = await startTraced(database(), collector.url);
      const arrived = async (count: number) => {
        while (collector.paths.length < count) {
          await ask(on);
          await new Promise(setImmediate);
        }
      };
      collector.answerWith((response) => void response.writeHead(400).end('a secret of the collector'));
      await arrived(2);
      collector.answerWith(null);
      await arrived(4);
      await on.endpoint.close();
      assert.deepEqual(told, [false, true]);
    });
  },
  ['sqlite'],
);

onEachDatabase(
  'The process',
  (database) => {
    test('has handed over what happened when it ends', async (t) => {
      const collector = await collecting(t);
      const environment = {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      };
      const running = await startProcess(database(), environment);
      const response = await fetch(`${running.url}/v1/challenges`, { method: 'POST' });
      await fetch(`${running.operations}/readyz`);
      assert.equal(await running.stop(), 0);
      assert.deepEqual(
        collector
          .spans()
          .filter(({ kind }) => kind === 2)
          .map(({ name, traceId: id }) => [name, id]),
        [['POST /v1/challenges', response.headers.get('x-trace-id')]],
      );
      assert.equal(collector.headers[0]?.authorization, 'Basic abc');
      const expected = { 'service.name': 'kb-otp-endpoint', 'deployment.environment.name': 'test' };
      assert.deepEqual(collector.resource(), expected);
    });

    test('ends well where the collector says nothing', async (t) => {
      const collector = await collecting(t);
      collector.answerWith(() => undefined);
      const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_TIMEOUT: '600000' };
      const running = await startProcess(database(), environment);
      await fetch(`${running.url}/v1/challenges`, { method: 'POST' });
      assert.equal(await running.stop(), 0);
    });

    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const without = new URL('support/without-telemetry.mjs', import.meta.url).href;

    /** What it says, to its end or until it listens. */
    async function saidWithout(environment: Environment): Promise<string> {
      const child = spawn(process.execPath, ['--import', without, ...scriptArguments(main)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...{ PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', ...plainIn(folder), ...environment },
          // Later versions of Node.js warn of the way in which the packages are hidden here.
          NODE_NO_WARNINGS: '1',
        },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => {
          said += text.toString();
          if (said.includes('endpoint listens')) child.kill('SIGKILL');
        });
      await once(child, 'close');
      return said;
    }

    test('needs none of the packages that export, and says which are missing where they are asked for', async () => {
      assert.match(await saidWithout({}), /endpoint listens/);
      assert.match(
        await saidWithout({ OTEL_EXPORTER_OTLP_ENDPOINT: url }),
        /^OTEL_EXPORTER_OTLP_ENDPOINT is set, and the packages that export traces are missing: npm install [^\n]+\n$/,
      );
    });
  },
  ['sqlite'],
);
