import assert from 'node:assert/strict';
import {
  type BillingKeyReading,
  type BillingKeyVerdict,
  type CancelVerdict,
  type DeleteBillingKeyVerdict,
  declineReasons,
  type Money,
  type PaymentReading,
  type PaymentVerdict,
  type PayoutReading,
  type PayoutVerdict,
  type ProviderReference,
  type RefundReading,
  type RefundVerdict,
} from '@hangil/core';

export type AnyVerdict =
  | PaymentVerdict
  | PaymentReading
  | RefundVerdict
  | RefundReading
  | PayoutVerdict
  | PayoutReading
  | BillingKeyVerdict
  | BillingKeyReading
  | DeleteBillingKeyVerdict
  | CancelVerdict;

/** What a port answers, of whatever service. */
type Answered = { readonly kind: string };

/** What must be read when money moved. */
export interface MovedMoney {
  readonly amount: Money;
  readonly reference: ProviderReference;
}

function shown(verdict: Answered): string {
  return JSON.stringify(verdict);
}

/** @throws AssertionError unless the verdict is of one of the kinds; `because` says why another would be wrong */
export function expectKind<Verdict extends Answered, Kind extends Verdict['kind']>(
  verdict: Verdict,
  kinds: readonly Kind[],
  because: string,
): Extract<Verdict, { kind: Kind }> {
  const found: string = verdict.kind;
  assert.ok(
    kinds.some((kind) => kind === found),
    `${because}: expected ${kinds.join(' or ')}, got ${shown(verdict)}`,
  );
  return verdict as Extract<Verdict, { kind: Kind }>;
}

/** All four facts of moved money, exactly. */
export function expectSucceeded(verdict: AnyVerdict, { amount, reference }: MovedMoney, because: string): string {
  assert.equal(verdict.kind, 'succeeded', `${because}: expected succeeded, got ${shown(verdict)}`);
  const {
    amount: reported,
    reference: repeated,
    providerTransactionId,
    occurredAt,
  } = verdict as Extract<AnyVerdict, { kind: 'succeeded' }>;
  assert.deepEqual({ ...reported }, { ...amount }, `${because}: the amount is not what moved`);
  assert.equal(repeated, reference, `${because}: the reference is not ours`);
  assert.ok(
    typeof providerTransactionId === 'string' && providerTransactionId !== '',
    `${because}: no id of the provider`,
  );
  assert.ok(occurredAt instanceof Date && !Number.isNaN(occurredAt.getTime()), `${because}: occurredAt is no instant`);
  return providerTransactionId;
}

export function expectDeclined(verdict: AnyVerdict, because: string): void {
  const declined = expectKind(verdict, ['declined'], because);
  assert.ok(Object.hasOwn(declineReasons, declined.reason), `${because}: ${declined.reason} is no known reason`);
  for (const word of [declined.provider.code, declined.provider.message]) {
    assert.ok(word === null || typeof word === 'string', `${because}: the provider's words are not kept as text`);
  }
}
