import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A span as it came over OTLP, with what a test looks at made plain. */
export interface CollectedSpan {
  readonly name: string;
  /** 1 = internal, 2 = server, 3 = client. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly failed: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Names of what was noted in it. */
  readonly notes: readonly string[];
  readonly service: unknown;
}

/** An OpenTelemetry collector on loopback that takes OTLP over HTTP as JSON. */
export interface TraceCollector {
  readonly url: string;
  readonly headers: IncomingHttpHeaders[];
  /** As they came, for those who look for what must not be there. */
  text(): string;
  spans(): CollectedSpan[];
  close(): Promise<void>;
}

export async function startTraceCollector(): Promise<TraceCollector> {
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString('utf8');
    if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(text);
    headers.push(request.headers);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    text: () => bodies.join('\n'),
    spans: () => bodies.flatMap((body) => JSON.parse(body).resourceSpans.flatMap(spansOfResource)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is OTLP's
function spansOfResource({ resource, scopeSpans }: any): CollectedSpan[] {
  const service = factsOf(resource.attributes)['service.name'];
  // biome-ignore lint/suspicious/noExplicitAny: the shape is OTLP's
  return scopeSpans.flatMap(({ spans }: any) => spans.map((span: any) => toSpan(span, service)));
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is OTLP's
function toSpan(span: any, service: unknown): CollectedSpan {
  const { name, kind, traceId, spanId, parentSpanId, status, attributes, events } = span;
  return {
    name,
    kind,
    traceId,
    spanId,
    parentSpanId: parentSpanId || undefined,
    failed: status?.code === 2,
    facts: factsOf(attributes),
    notes: events.map(({ name: note }: { name: string }) => note),
    service,
  };
}

function factsOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
