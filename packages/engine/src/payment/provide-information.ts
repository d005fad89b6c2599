import { type Payment, PaymentGatewayError } from '@hangil/core';
import { answerOnce } from '../decision/answer-once.ts';
import { owned } from '../decision/owned.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { applyReading, ask, atProvider, providerOf } from './ask-provider.ts';
import { recordAnswer } from './confirm-payment.ts';
import { present } from './create-payment.ts';
import { failureOf } from './settle-payment.ts';

/** Passes the shopper's answers on. Nothing of them is kept; no money moves, so nothing is claimed. */
export function makeProvideInformation(dependencies: EngineDependencies): Engine['provideInformation'] {
  return (scope, id, fields, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (paymentId) => present(dependencies, paymentId),
      async (keyed) => {
        const payment = owned(await dependencies.store.payment(id), scope);
        const { payments } = providerOf(dependencies, payment.providerAccountId);
        assertAsked(payment, fields);
        const provide = payments.provideInformation?.bind(payments);
        if (provide === undefined) throw nothingAsked(payment);
        const answer = await ask(dependencies, 'payments.provideInformation', () =>
          provide({ payment: atProvider(payment, payment.providerPaymentId), fields }, {}),
        );
        if (answer.kind === 'unknown') throw new PaymentGatewayError('outcome_unknown');
        if (answer.kind === 'not_created') throw notTaken(payment, answer);
        return applyReading(dependencies, payment, answer, { idempotency: recordAnswer(dependencies, keyed) });
      },
    );
}

/** @throws state_conflict, invalid_request naming the field that is missing or was not asked for */
function assertAsked(payment: Payment, fields: Readonly<Record<string, string>>): void {
  const { nextAction, status } = payment;
  if (status !== 'requires_action' || nextAction?.type !== 'provide_information') throw nothingAsked(payment);
  const asked = nextAction.fields.map(({ path }) => path);
  const missing = asked.find((path) => !Object.hasOwn(fields, path));
  const strange = Object.keys(fields).find((path) => !asked.includes(path));
  const wrong = missing ?? strange;
  if (wrong === undefined) return;
  const param = asked.includes(wrong) ? `fields.${wrong}` : 'fields';
  const detail = missing === undefined ? 'A field was not asked for.' : `${param} is missing.`;
  throw new PaymentGatewayError('invalid_request', { param, detail, extra: { asked } });
}

function nothingAsked({ status }: Payment): PaymentGatewayError {
  const detail = `The payment is ${status} and its provider asks for no information.`;
  return new PaymentGatewayError('state_conflict', { detail, extra: { status } });
}

function notTaken({ provider }: Payment, refusal: Parameters<typeof failureOf>[0]): PaymentGatewayError {
  const { code, message } = failureOf(refusal);
  return new PaymentGatewayError(code === 'provider_unreachable' ? code : 'provider_refused', {
    detail: `${message.en} The information was not taken.`,
    provider: { name: provider, ...refusal.provider },
  });
}
