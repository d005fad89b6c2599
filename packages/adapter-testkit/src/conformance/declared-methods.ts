import assert from 'node:assert/strict';
import { dayMs, paymentMethodTypes, type RequestedPaymentMethod, type StartPaymentRequest } from '@hangil/core';
import { expectKind } from './expectations.ts';
import { bookedPayment, onStage, requestFor } from './harness.ts';
import { quickestSample } from './paid-payment.ts';
import { type ConformanceSubject, conformanceTime, type Scenario } from './subject.ts';

/** What the manifest does not declare is not done either, so that nothing is offered that nobody has tried. */
export function undeclaredMethodScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = quickestSample(subject);
  if (sample === undefined) return [];
  return [
    {
      group: 'manifest',
      name: 'a payment by a method that is not declared is not created',
      run: () =>
        onStage(subject, async (stage) => {
          const declared = subject.adapter.manifest.paymentMethods;
          for (const type of paymentMethodTypes.filter((word) => !declared.includes(word))) {
            const request: StartPaymentRequest = requestFor(stage, { ...sample, method: requested(type) });
            const verdict = await stage.provider.payments.start(request, {});
            expectKind(verdict, ['not_created'], `${type} is not declared`);
            assert.equal(bookedPayment(stage, request.reference), undefined, `the provider has heard of ${type}`);
          }
        }),
    },
  ];
}

function requested(type: (typeof paymentMethodTypes)[number]): RequestedPaymentMethod {
  switch (type) {
    case 'easy_pay':
      return { type, wallet: 'kakaopay' };
    case 'gift_certificate':
      return { type, kind: 'culture' };
    case 'billing_key':
      return { type, billingKeyId: 'key-1' };
    case 'virtual_account':
      return { type, bankCode: '004', dueAt: new Date(conformanceTime.getTime() + dayMs), holderName: null };
    case 'key_in':
      return {
        type,
        card: { cardNumber: '4242424242424242', expiry: '2030-12', birthOrBusinessNumber: null, password2Digits: null },
      };
    default:
      return { type };
  }
}
