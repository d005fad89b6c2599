import type { PaymentProvider } from '@hangil/core';
import type { GatewayMetrics } from './gateway-metrics.ts';

type Method = (...given: unknown[]) => unknown;

/**
 * The same provider, whose calls are counted. Whatever ports it has, today's and later ones, are objects of methods that
 * promise something with a `kind`; methods that answer at once call nobody and are not counted.
 */
export function measuredProvider(provider: PaymentProvider, metrics: GatewayMetrics): PaymentProvider {
  const ports = new Map<unknown, object>();
  return new Proxy(provider, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'object' || value === null || name === 'manifest') return value;
      const known = ports.get(name) ?? measuredPort(value, String(name));
      ports.set(name, known);
      return known;
    },
  });

  function measuredPort(port: object, portName: string): object {
    const methods = new Map<unknown, Method>();
    return new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const known = methods.get(name) ?? measuredMethod(value.bind(target), `${portName}.${String(name)}`);
        methods.set(name, known);
        return known;
      },
    });
  }

  function measuredMethod(method: Method, operation: string): Method {
    return (...given) => {
      const startedAt = performance.now();
      const answer = method(...given);
      if (!(answer instanceof Promise)) return answer;
      const observe = (outcome: string) =>
        metrics.providerCall({ provider: provider.manifest.id, operation, outcome }, performance.now() - startedAt);
      answer.then(
        (verdict: { readonly kind?: unknown } | undefined) =>
          observe(typeof verdict?.kind === 'string' ? verdict.kind : 'answered'),
        () => observe('threw'),
      );
      return answer;
    };
  }
}
