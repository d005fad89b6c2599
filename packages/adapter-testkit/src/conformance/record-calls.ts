import type { PaymentProvider } from '@hangil/core';

/**
 * What is no port, and the one port that finds out about persons: what it tells about one is its answer, and its scenarios look
 * for what must not be repeated.
 */
const notRecorded = new Set<string | symbol>(['specificationVersion', 'manifest', 'identityVerifications']);

/** Hands on every call of every port and tells `record` what came of it, errors included. */
export function recordCalls(
  provider: PaymentProvider,
  record: (call: string, result: unknown) => void,
): PaymentProvider {
  return withCalls(provider, (name, member) => {
    if (notRecorded.has(name)) return member;
    if (typeof member === 'function') return recorded(String(name), member.bind(provider), record);
    if (typeof member !== 'object' || member === null) return member;
    return withCalls(member, (part, value) =>
      typeof value === 'function' ? recorded(`${String(name)}.${String(part)}`, value.bind(member), record) : value,
    );
  });
}

function withCalls<Value extends object>(
  value: Value,
  replace: (name: string | symbol, member: unknown) => unknown,
): Value {
  // On an object of its own, because members of a frozen one cannot be replaced.
  return new Proxy({} as Value, { get: (_, name) => replace(name, Reflect.get(value, name)) });
}

function recorded(
  name: string,
  call: (...args: unknown[]) => unknown,
  record: (call: string, result: unknown) => void,
) {
  const settled = (value: unknown) => {
    record(name, value);
    return value;
  };
  const failed = (error: unknown) => {
    record(name, error);
    throw error;
  };
  return (...args: unknown[]): unknown => {
    try {
      const result = call(...args);
      return result instanceof Promise ? result.then(settled, failed) : settled(result);
    } catch (error) {
      return failed(error);
    }
  };
}
