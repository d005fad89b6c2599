import type { PaymentProvider } from '@hangil/core';
import type { Span, Tracing } from '../tracing/tracing.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';

type Method = (...given: unknown[]) => unknown;

/**
 * The same provider, whose calls are counted and followed. Whatever ports it has, today's and later ones, are objects of methods that
 * promise something with a `kind`; methods that answer at once call nobody and are not counted.
 */
export function observedProvider(
  provider: PaymentProvider,
  metrics: GatewayMetrics,
  tracing: Tracing | null,
): PaymentProvider {
  const ports = new Map<unknown, object>();
  return new Proxy(provider, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'object' || value === null || name === 'manifest') return value;
      const known = ports.get(name) ?? observedPort(value, String(name));
      ports.set(name, known);
      return known;
    },
  });

  function observedPort(port: object, portName: string): object {
    const methods = new Map<unknown, Method>();
    return new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const known = methods.get(name) ?? observedMethod(value.bind(target), `${portName}.${String(name)}`);
        methods.set(name, known);
        return known;
      },
    });
  }

  function observedMethod(method: Method, operation: string): Method {
    return (...given) => {
      const startedAt = performance.now();
      const span = beginCall(operation, given[0]);
      const answer = span === undefined ? method(...given) : span.run(() => method(...given));
      if (!(answer instanceof Promise)) return answer;
      const observe = (outcome: string) => {
        metrics.providerCall({ provider: provider.manifest.id, operation, outcome }, performance.now() - startedAt);
        span?.end({ 'hangil.outcome': outcome }, outcome === 'threw' || outcome === 'unknown');
      };
      answer.then(
        (verdict: { readonly kind?: unknown } | undefined) =>
          observe(typeof verdict?.kind === 'string' ? verdict.kind : 'answered'),
        () => observe('threw'),
      );
      return answer;
    };
  }

  function beginCall(operation: string, given: unknown): Span | undefined {
    const { id } = provider.manifest;
    return tracing?.begin({
      name: `${id} ${operation}`,
      kind: 'client',
      facts: { 'hangil.provider': id, 'hangil.operation': operation, ...namesOf(given) },
    });
  }
}

/** Our own names of what a call is about; requests hold much else that must not be told. */
function namesOf(given: unknown): Record<string, string> {
  const { reference, channelId, payment } = Object(given) as Record<string, unknown>;
  if (typeof payment === 'object') return namesOf(payment);
  return {
    ...(typeof reference === 'string' && { 'hangil.reference': reference }),
    ...(typeof channelId === 'string' && { 'hangil.channel_id': channelId }),
  };
}
