/** Records what happens in traces, and exports it (OTLP over HTTP) by OpenTelemetry's own packages. */

import { setTimeout as wait } from 'node:timers/promises';
import type { SpanContext, Tracer } from '@opentelemetry/api';
import type { Sampler, SpanExporter } from '@opentelemetry/sdk-trace';
import { codeOf } from '../store/faults.js';
import type { Recorder, Span, SpanEnd, Trace } from '../trace.js';
import type { SamplerName, TelemetryConfig } from './variables.js';

/** Milliseconds for which what stops waits for the collector. */
const longestFarewell = 2000;
const serviceName = 'kb-otp-endpoint';

/** The packages are not there: most who run the endpoint need none of them. */
export class PackagesMissing extends Error {
  override name = 'PackagesMissing';
  constructor() {
    super(
      'OTEL_EXPORTER_OTLP_ENDPOINT is set, and the packages that export traces are missing: npm install --workspace server --include=optional.',
    );
  }
}

async function loadPackages() {
  const [api, sdk, otlp, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  return { api, sdk, otlp, resources };
}

type Packages = Awaited<ReturnType<typeof loadPackages>>;

/** Told when the collector begins to fail, and when it takes spans again. */
export type Exporting = (isWorking: boolean) => void;

/** @throws {PackagesMissing} */
export async function openRecorder(config: TelemetryConfig, exporting: Exporting): Promise<Recorder> {
  const packages = await loadPackages().catch((error: unknown) => {
    throw codeOf(error) === 'ERR_MODULE_NOT_FOUND' ? new PackagesMissing() : error;
  });
  const { sdk, otlp, resources } = packages;
  const { envDetector, detectResources, resourceFromAttributes } = resources;
  const exporter = watched(new otlp.OTLPTraceExporter(), exporting);
  const provider = new sdk.TracerProvider({
    // What the environment says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) comes first.
    resource: resourceFromAttributes({ 'service.name': serviceName }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    sampler: samplerOf(config, sdk),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer(serviceName);
  return {
    begin: (trace) => begin(packages.api, tracer, trace),
    async close() {
      await Promise.race([
        provider.shutdown().catch(() => undefined),
        wait(longestFarewell, undefined, { ref: false }),
      ]);
    },
  };
}

/** It tells of itself on the console alone, and quotes what the collector says. */
function watched(exporter: SpanExporter, exporting: Exporting): SpanExporter {
  let isWorking = true;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const works = result.error === undefined;
        if (works !== isWorking) exporting(works);
        isWorking = works;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

function samplerOf({ sampler, ratio }: TelemetryConfig, sdk: Packages['sdk']): Sampler {
  const roots: Readonly<Record<string, () => Sampler>> = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(ratio),
  } satisfies Readonly<Partial<Record<SamplerName, () => Sampler>>>;
  const root = roots[sampler.replace(/^parentbased_/, '')]?.() ?? new sdk.AlwaysOnSampler();
  return sampler.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root }) : root;
}

type Api = Packages['api'];

function begin(api: Api, tracer: Tracer, trace: Trace): Span {
  const { parentId, state } = trace;
  const context =
    parentId === null
      ? api.ROOT_CONTEXT
      : api.trace.setSpanContext(api.ROOT_CONTEXT, {
          traceId: trace.traceId,
          spanId: parentId,
          traceFlags: Number.parseInt(trace.flags, 16),
          isRemote: true,
          ...(state === null ? {} : { traceState: api.createTraceState(state) }),
        });
  const span = tracer.startSpan('HTTP', { kind: api.SpanKind.SERVER }, context);
  return spanOf(api, tracer, { span, parentId, state });
}

interface Begun {
  readonly span: ReturnType<Tracer['startSpan']>;
  readonly parentId: string | null;
  readonly state: string | null;
}

function spanOf(api: Api, tracer: Tracer, { span, parentId, state }: Begun): Span {
  const own: Span = {
    trace: traceOf(span.spanContext(), parentId, state),
    isRecorded: span.isRecording(),
    child(name, attributes, start) {
      if (!span.isRecording()) return own;
      const context = api.trace.setSpan(api.ROOT_CONTEXT, span);
      const options = { kind: api.SpanKind.CLIENT, attributes, ...(start === undefined ? {} : { startTime: start }) };
      const begun = tracer.startSpan(name, options, context);
      return spanOf(api, tracer, { span: begun, parentId: own.trace.spanId, state });
    },
    end({ name, attributes = {}, failed = false }: SpanEnd = {}) {
      if (name !== undefined) span.updateName(name);
      span.setAttributes(attributes);
      if (failed) span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end();
    },
  };
  return own;
}

function traceOf({ traceId, spanId, traceFlags }: SpanContext, parentId: string | null, state: string | null): Trace {
  return { traceId, spanId, parentId, flags: (traceFlags & 1) === 1 ? '01' : '00', state };
}
