import {
  currentAttempt,
  hasBeenPaid,
  isOpen,
  type Payment,
  PaymentGatewayError,
  type PaymentReading,
} from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest } from '../decision/answer-once.ts';
import { owned } from '../decision/owned.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import { type Asked, applyReading, inquirePayment, providerOf } from './ask-provider.ts';
import { claimConfirm, sendConfirm } from './confirm-at-provider.ts';
import { present } from './create-payment.ts';

export function makeConfirmPayment(dependencies: EngineDependencies): Engine['confirmPayment'] {
  return (scope, id, { providerPaymentId }, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (paymentId) => present(dependencies, paymentId),
      async (keyed) => {
        const found = owned(await dependencies.store.payment(id), scope);
        const { payments } = providerOf(dependencies, found.providerAccountId);
        const confirm = payments.confirm?.bind(payments);
        const moves = confirm !== undefined && isOpen(found.status);
        if (moves && providerPaymentId !== null) {
          const claimed = await claimConfirm(dependencies, found, keyed);
          if (claimed !== null) return sendConfirm(dependencies, claimed, { confirm, providerPaymentId }, keyed);
        }
        const payment = owned(await dependencies.store.payment(id), scope);
        const reading =
          moves || providerPaymentId === null
            ? await inquireUnlessPaid(dependencies, payment)
            : await readClaimed(dependencies, payment, providerPaymentId);
        return applyReading(dependencies, payment, reading, {
          silenceIsUnknown: true,
          idempotency: recordAnswer(dependencies, keyed),
        });
      },
    );
}

export function makeSyncPayment(dependencies: EngineDependencies): Engine['syncPayment'] {
  return (scope, id, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (paymentId) => present(dependencies, paymentId),
      async (keyed) => {
        const payment = owned(await dependencies.store.payment(id), scope);
        const reading = await inquirePayment(dependencies, payment);
        return applyReading(dependencies, payment, reading, { idempotency: recordAnswer(dependencies, keyed) });
      },
    );
}

/** Keeps the answer under the caller's key, in the commit that settles the payment. */
export function recordAnswer({ clock }: EngineDependencies, idempotent: KeyedRequest<Payment> | undefined) {
  return (payment: Payment): IdempotencyChange | undefined => {
    const response = payment.status === 'unknown' ? null : (idempotent?.represent(payment) ?? null);
    return claimKey(payment, idempotent, { kind: 'payment', id: payment.id }, response, clock.now());
  };
}

/** Confirming again what is paid needs no provider. */
async function inquireUnlessPaid(dependencies: EngineDependencies, payment: Payment): Promise<Asked<PaymentReading>> {
  return hasBeenPaid(payment.status) || payment.status === 'quarantined'
    ? alreadySettled(dependencies)
    : inquirePayment(dependencies, payment);
}

/**
 * An id told by a browser proves nothing. Only when the provider says that it is paid under our reference is it taken as it
 * is; a foreign or invented one changes nothing; anything else is looked up by our own reference.
 * @throws provider_payment_mismatch
 */
async function readClaimed(
  dependencies: EngineDependencies,
  payment: Payment,
  providerPaymentId: string,
): Promise<Asked<PaymentReading>> {
  if (hasBeenPaid(payment.status) && payment.providerPaymentId === providerPaymentId)
    return alreadySettled(dependencies);
  const reading = await inquirePayment(dependencies, payment, providerPaymentId);
  if (reading.kind === 'absent') throw mismatch('The provider has no such payment.');
  if (reading.kind === 'succeeded') {
    if (reading.reference === currentAttempt(payment).reference) return reading;
    throw mismatch('The provider payment belongs to another order.');
  }
  return reading.kind === 'unknown' ? reading : inquirePayment(dependencies, payment);
}

function alreadySettled({ clock }: EngineDependencies): Asked<PaymentReading> {
  return { kind: 'unknown', cause: 'already settled', askedAt: clock.now() };
}

function mismatch(detail: string): PaymentGatewayError {
  return new PaymentGatewayError('provider_payment_mismatch', { param: 'provider_payment_id', detail });
}
