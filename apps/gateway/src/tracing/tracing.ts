import type { Tracer } from '@hangil/engine';

/** Ids, codes and words that the gateway chose; never card data, account numbers or secrets. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** Work that is followed. */
export interface Work {
  readonly name: string;
  /** As OpenTelemetry counts them: who is asked, who asks, and what happens in between. */
  readonly kind: 'server' | 'client' | 'internal';
  /** `traceparent` of what brought it about, as it was told or kept; null = nothing did. Left out = what runs now. */
  readonly parent?: string | null;
  readonly facts: SpanFacts;
}

export interface Span {
  /** W3C `traceparent`, for whoever goes on with it. */
  readonly traceparent: string;
  /** Runs something as a part of it. */
  run<Result>(work: () => Result): Result;
  rename(name: string): void;
  /** @param failed - it did not do what it is for */
  end(facts?: SpanFacts, failed?: boolean): void;
}

/** Traces of this process. There is none where nobody asked for traces. */
export interface Tracing extends Tracer {
  /** A span that is never ended is never sent. */
  begin(work: Work): Span;
  /** Notes that something happened in what runs now. */
  note(what: string, facts: SpanFacts): void;
  /** Sends what is waiting, as far as that can be done in a few seconds. */
  close(): Promise<void>;
}

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The parts of a W3C `traceparent`; null for what is none. */
export function readTraceparent(text: string | null | undefined): {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
} | null {
  const [, traceId = '', spanId = '', flags = ''] = pattern.exec(text ?? '') ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return null;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}
