/** The variables that say where traces are exported to, by the names that OpenTelemetry gives them. */

import * as v from 'valibot';
import { text } from '../policy-variables.js';

export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

export type SamplerName = (typeof samplers)[number];

export interface TelemetryConfig {
  readonly sampler: SamplerName;
  /** From 0 to 1: of the traces that begin here, by a sampler of ratios. */
  readonly ratio: number;
}

/** What is set for all services of a machine is looked at only where the endpoint is to export. */
export const telemetryVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: v.optional(
    v.pipe(v.string(), v.check(isAddress, 'must be the address (http, https) of a collector that takes OTLP.')),
  ),
  OTEL_EXPORTER_OTLP_PROTOCOL: text,
  OTEL_TRACES_SAMPLER: text,
  OTEL_TRACES_SAMPLER_ARG: text,
  OTEL_SDK_DISABLED: text,
};

type TelemetrySettings = v.InferOutput<v.ObjectSchema<typeof telemetryVariables, undefined>>;
type Given = Readonly<Record<string, string | undefined>>;

const isOff = ({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SDK_DISABLED: off }: Given): boolean =>
  !url || off?.toLowerCase() === 'true';

export function telemetryFaults(given: Given): string[] {
  if (isOff(given)) return [];
  const [protocol, sampler, ratio] = [
    given['OTEL_EXPORTER_OTLP_PROTOCOL'] || 'http/json',
    given['OTEL_TRACES_SAMPLER'] || 'always_on',
    given['OTEL_TRACES_SAMPLER_ARG'] || '1',
  ];
  const broken: ReadonlyArray<readonly [boolean, string]> = [
    [protocol !== 'http/json', 'OTEL_EXPORTER_OTLP_PROTOCOL must be http/json.'],
    [!isSampler(sampler), `OTEL_TRACES_SAMPLER must be one of ${samplers.join(', ')}.`],
    [!isRatio(ratio), 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.'],
  ];
  return broken.filter(([holds]) => holds).map(([, sentence]) => sentence);
}

/** Null where nothing is exported. */
export function telemetryOf(settings: TelemetrySettings): TelemetryConfig | null {
  if (isOff(settings)) return null;
  const { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio } = settings;
  return { sampler: isSampler(sampler) ? sampler : 'parentbased_always_on', ratio: ratio === '' ? 1 : Number(ratio) };
}

const isSampler = (name: string): name is SamplerName => samplers.some((each) => each === name);

const isRatio = (given: string): boolean => /^(0|1|[01]?\.[0-9]+)$/.test(given) && Number(given) <= 1;

function isAddress(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol);
}
