import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { secondMs } from '@hangil/core';
import {
  type Context,
  DiagLogLevel,
  diag,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import type { TracingSettings } from '../configuration/tracing-settings.ts';
import { version } from '../version.ts';
import { readTraceparent, type Span, type Tracing, type Work } from './tracing.ts';

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

const closeTimeoutMs = 5 * secondMs;

/**
 * Sends traces to an OTLP collector. Imported only where traces are asked for. The sampler, limits, batches and resource attributes
 * are those of the standard `OTEL_…` variables, which the library reads by itself.
 */
export function startOpenTelemetry({ url, headers, serviceName }: TracingSettings, logger: Logger): Tracing {
  const report = () => logger.warn('traces could not be sent');
  reportFailures(report);
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.version': version })
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ 'service.name': serviceName })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, headers: { ...headers } }))],
  });
  const tracer = provider.getTracer('hangil', version);
  const running = new AsyncLocalStorage<OtelSpan>();

  function begin({ name, kind, parent, facts }: Work): Span {
    const context = parent === undefined ? contextOf(running.getStore()) : remoteContext(parent);
    return toSpan(tracer.startSpan(name, { kind: kinds[kind], attributes: facts }, context));
  }

  function toSpan(span: OtelSpan): Span {
    return {
      traceparent: traceparentOf(span),
      run: (work) => running.run(span, work),
      rename: (name) => void span.updateName(name),
      end(facts = {}, failed = false) {
        span.setAttributes(facts);
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  return {
    begin,
    note: (what, facts) => void running.getStore()?.addEvent(what, facts),
    current() {
      const span = running.getStore();
      return span === undefined ? null : traceparentOf(span);
    },
    async run(name, facts, work) {
      const span = begin({ name, kind: 'internal', parent: null, facts: withPrefix(facts) });
      try {
        const result = await span.run(work);
        span.end();
        return result;
      } catch (error) {
        span.end({ 'error.type': error instanceof Error ? error.name : typeof error }, true);
        throw error;
      }
    },
    async close() {
      const late = new AbortController();
      const deadline = setTimeout(closeTimeoutMs, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([provider.shutdown().catch(report), deadline]);
      late.abort();
    },
  };
}

function withPrefix(facts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`hangil.${name}`, value]));
}

function traceparentOf(span: OtelSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

function contextOf(span: OtelSpan | undefined): Context {
  return span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span);
}

function remoteContext(traceparent: string | null): Context {
  const parent = readTraceparent(traceparent);
  if (parent === null) return ROOT_CONTEXT;
  const { traceId, spanId, flags } = parent;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: flags & TraceFlags.SAMPLED,
    isRemote: true,
  });
}

/** The library's message may repeat what a collector answered, so it is left out. */
function reportFailures(report: () => void): void {
  diag.setLogger(
    { error: report, warn: () => {}, info: () => {}, debug: () => {}, verbose: () => {} },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
}
