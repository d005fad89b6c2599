import assert from 'node:assert/strict';
import type { RequestedPaymentMethod } from '@hangil/core';
import type { ConformanceSubject } from './subject.ts';

/** Something that must not be seen, under the name by which a finding speaks of it. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Shorter values occur by chance; they are only recognized when they stand alone. */
const shortestInsideText = 6;

/** Card data of the samples and every credential that is not public. */
export function secretsOf(subject: ConformanceSubject): Secret[] {
  const { payment, directCharge, billingKey } = subject.samples;
  const publicNames = new Set(subject.publicCredentials);
  const credentials = Object.entries(subject.account('http://127.0.0.1').credentials)
    .filter(([name, value]) => !publicNames.has(name) && typeof value === 'string')
    .map(([name, value]) => ({ name: `credential ${name}`, value: String(value) }));
  const kept = billingKey?.card && ({ type: 'key_in', card: billingKey.card } as const);
  return [...[payment?.method, directCharge?.method, kept].flatMap(cardSecrets), ...credentials];
}

function cardSecrets(method: RequestedPaymentMethod | undefined): Secret[] {
  if (method?.type !== 'key_in') return [];
  const { cardNumber, birthOrBusinessNumber, password2Digits } = method.card;
  return [
    { name: 'card number', value: cardNumber },
    ...(birthOrBusinessNumber === null
      ? []
      : [{ name: 'birth date or business number', value: birthOrBusinessNumber }]),
    ...(password2Digits === null ? [] : [{ name: 'password digits', value: password2Digits }]),
  ];
}

/**
 * @param where - what is being looked at, for the finding
 * @throws AssertionError when a secret stands anywhere in `seen`, inside longer texts, errors and nested values too
 */
export function assertNothingSecret(where: string, seen: unknown, secrets: readonly Secret[]): void {
  for (const text of textsOf(seen, new Set())) {
    const compact = text.replace(/[\s-]/g, '');
    for (const { name, value } of secrets) {
      const shown =
        value.length < shortestInsideText ? text === value : text.includes(value) || compact.includes(value);
      assert.ok(!shown, `${where} shows the ${name}`);
    }
  }
}

function* textsOf(value: unknown, visited: Set<object>): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') yield String(value);
  if (typeof value !== 'object' || value === null || visited.has(value)) return;
  visited.add(value);
  if (value instanceof Error) yield* textsOf([value.message, value.stack, value.cause], visited);
  for (const [key, member] of Object.entries(value)) {
    yield key;
    yield* textsOf(member, visited);
  }
}
