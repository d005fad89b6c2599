import { z } from 'zod';

/** Where traces are sent. */
export interface TracingSettings {
  /** Of the collector's traces, `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  /** May hold credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
}

const address = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** The standard variables of OpenTelemetry that the gateway reads itself; the others are read by the library. */
export const tracingSchemas = {
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], 'must be otlp or none').default('otlp'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal('http/json', 'must be http/json, which a collector takes where it takes http/protobuf; grpc is not spoken')
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(
      /^[^=,\s]+=([^,%]|%[0-9A-Fa-f]{2})*(,[^=,\s]+=([^,%]|%[0-9A-Fa-f]{2})*)*$/,
      'must be name=value, separated by commas, with % as %25',
    )
    .refine(isUtf8, 'must be UTF-8 where it is percent-encoded')
    .transform(toHeaders)
    .default({}),
  OTEL_SERVICE_NAME: z.string().default('hangil'),
};

type TracingValues = { readonly [Name in keyof typeof tracingSchemas]: z.output<(typeof tracingSchemas)[Name]> };

/** @returns null where no traces are asked for */
export function toTracingSettings(values: TracingValues): TracingSettings | null {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: base,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: exact,
    OTEL_SERVICE_NAME: serviceName,
    OTEL_EXPORTER_OTLP_HEADERS: headers,
  } = values;
  if (values.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || values.OTEL_TRACES_EXPORTER === 'none') return null;
  const url = exact ?? (base === undefined ? undefined : `${base.replace(/\/+$/, '')}/v1/traces`);
  return url === undefined ? null : { url, headers, serviceName };
}

function isUtf8(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Values are percent-encoded, by the specification. */
function toHeaders(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name.trim(), decodeURIComponent(value.join('=').trim())];
    }),
  );
}
