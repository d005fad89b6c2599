/**
 * Type tests. Every `@ts-expect-error` below names something that must not compile; when one of them begins to compile,
 * `npx tsc -p tsconfig.test.json` reports the line as an unused directive and fails. Nothing here is ever run.
 */
import type { Money, OperationId, PaymentId, ProviderReference, Succeeded, SucceededPayment } from '@hangil/core';
import { currencyCode, money } from '@hangil/core';

declare const reference: ProviderReference;
const amount = money(10_000, 'KRW');
const providerTransactionId = 'imp_1';
const occurredAt = new Date(0);

export const succeeded: Succeeded = { kind: 'succeeded', amount, reference, providerTransactionId, occurredAt };
export const payment: SucceededPayment = { ...succeeded, returnedMinor: 0 };

// @ts-expect-error a success without the amount that the provider reports
export const withoutAmount: Succeeded = { kind: 'succeeded', reference, providerTransactionId, occurredAt };
// @ts-expect-error a success without our order reference
export const withoutReference: Succeeded = { kind: 'succeeded', amount, providerTransactionId, occurredAt };
// @ts-expect-error a success without the id of the provider
export const withoutProviderId: Succeeded = { kind: 'succeeded', amount, reference, occurredAt };
// @ts-expect-error a success that does not say when
export const withoutInstant: Succeeded = { kind: 'succeeded', amount, reference, providerTransactionId };
// @ts-expect-error a success whose amount is a bare number
export const bareAmount: Succeeded = { ...succeeded, amount: 10_000 };
// @ts-expect-error a success whose reference is any text
export const looseReference: Succeeded = { ...succeeded, reference: 'ORDER-1001' };

const { amount: _amount, ...paymentWithoutAmount } = payment;
// @ts-expect-error a paid payment without an amount
export const noAmount: SucceededPayment = paymentWithoutAmount;
const { reference: _reference, ...paymentWithoutReference } = payment;
// @ts-expect-error a paid payment without our reference
export const noReference: SucceededPayment = paymentWithoutReference;
const { providerTransactionId: _id, ...paymentWithoutProviderId } = payment;
// @ts-expect-error a paid payment without the id of the provider
export const noProviderId: SucceededPayment = paymentWithoutProviderId;
const { occurredAt: _at, ...paymentWithoutInstant } = payment;
// @ts-expect-error a paid payment that does not say when
export const noInstant: SucceededPayment = paymentWithoutInstant;
// @ts-expect-error a paid payment that does not say what was given back
export const noReturned: SucceededPayment = succeeded;

// @ts-expect-error money without a currency
export const withoutCurrency: Money = { amountMinor: 10_000 };
// @ts-expect-error money in a currency that was not checked
export const looseCurrency: Money = { amountMinor: 10_000, currency: 'KRW' };
export const checkedCurrency: Money = { amountMinor: 10_000, currency: currencyCode('KRW') };

declare const operationId: OperationId;
// @ts-expect-error the id of one kind of thing as the id of another
export const wrongKind: PaymentId = operationId;
