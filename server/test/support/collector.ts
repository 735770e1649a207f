/** A collector that takes traces as OTLP over HTTP has them: JSON. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EndpointConfig } from '../../src/index.js';
import { openRecorder } from '../../src/telemetry/otlp.js';
import type { TelemetryConfig } from '../../src/telemetry/variables.js';
import type { TestDatabase } from './databases.js';
import { startEndpoint, type TestEndpoint } from './endpoint.js';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2: server, 3: client. */
  readonly kind: number;
  readonly attributes: ReadonlyArray<{
    readonly key: string;
    readonly value: { readonly stringValue?: string; readonly intValue?: number };
  }>;
  /** `code` 2 where it failed. */
  readonly status: { readonly code?: number };
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

interface Exported {
  readonly resourceSpans: ReadonlyArray<{
    readonly resource: { readonly attributes: ReceivedSpan['attributes'] };
    readonly scopeSpans: ReadonlyArray<{ readonly spans: readonly ReceivedSpan[] }>;
  }>;
}

export interface Collector {
  readonly url: string;
  /** Everything that arrived, as it arrived. */
  raw(): string;
  readonly paths: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
  spans(): ReceivedSpan[];
  /** Of whoever exported. */
  resource(): Readonly<Record<string, unknown>>;
  /** Instead of taking what comes; null to take it again. */
  answerWith(answer: ((response: ServerResponse) => void) | null): void;
  close(): void;
}

export async function startCollector(): Promise<Collector> {
  const [bodies, paths, headers]: [string[], string[], IncomingHttpHeaders[]] = [[], [], []];
  let instead: ((response: ServerResponse) => void) | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    paths.push(request.url ?? '');
    headers.push(request.headers);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (instead !== null) return instead(response);
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const exported = () => bodies.flatMap((body) => (JSON.parse(body) as Exported).resourceSpans);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    raw: () => bodies.join('\n'),
    paths,
    headers,
    spans: () => exported().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    resource: () => valuesOf(exported()[0]?.resource.attributes ?? []),
    answerWith: (given) => void (instead = given),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const valuesOf = (attributes: ReceivedSpan['attributes']): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

export interface Cleaning {
  after(run: () => unknown): void;
}

/** Ends with the test. */
export async function collecting(t: Cleaning): Promise<Collector> {
  const collector = await startCollector();
  t.after(() => collector.close());
  return collector;
}

export interface Traced {
  readonly on: TestEndpoint;
  /** Whether the collector works, each time that this changes. */
  readonly told: readonly boolean[];
}

/** An endpoint that exports; what it has is with the collector when it is closed. */
export async function startTraced(
  database: TestDatabase,
  url: string,
  { telemetry, ...config }: Partial<EndpointConfig> & { readonly telemetry?: TelemetryConfig } = {},
): Promise<Traced> {
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url;
  const told: boolean[] = [];
  const usual: TelemetryConfig = { sampler: 'parentbased_always_on', ratio: 1 };
  const recorder = await openRecorder(telemetry ?? usual, (isWorking) => told.push(isWorking));
  return { on: await startEndpoint(database, { recorder, ...config }), told };
}
