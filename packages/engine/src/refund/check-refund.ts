import {
  type Payment,
  PaymentGatewayError,
  type PaymentProvider,
  type ProviderOptions,
  type Refund,
} from '@hangil/core';
import type { CreateRefundInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Operation } from '../store/operation.ts';
import { refundRequest } from './send-refund.ts';

interface AskedRefund {
  readonly refund: Refund;
  readonly operation: Operation;
}

/**
 * Lets the adapter look at a refund by the rules of provider and PG, before anything is written.
 *
 * @throws channel_requirement when something is missing, refund_not_supported when no request would help; both with the rule
 */
export async function assertRefundPossible(
  { store, clock }: EngineDependencies,
  payment: Payment,
  { refunds: port }: PaymentProvider,
  { refund, operation }: AskedRefund,
): Promise<void> {
  if (port?.check === undefined) return;
  const standing = (await store.refundsOf(payment.id)).filter(({ status }) => status !== 'failed');
  const problem = port.check(refundRequest(refund, payment, operation), {
    paidAt: payment.paidAt,
    method: payment.method,
    pg: payment.pg?.name ?? null,
    amountPaidMinor: payment.amountPaidMinor,
    refundsBefore: standing.length,
    now: clock.now(),
  });
  if (problem === null) return;
  const { code, param, detail, rule, asOf } = problem;
  throw new PaymentGatewayError(code, { param, detail, extra: { rule, as_of: asOf } });
}

/**
 * The options for the payment's provider. Nobody else can give the money back, so options for others are a mistake.
 *
 * @throws invalid_request, channel_requirement naming the place
 */
export function refundOptions(
  payment: Payment,
  { refunds: port }: PaymentProvider,
  { providerOptions = {} }: Pick<CreateRefundInput, 'providerOptions'>,
): ProviderOptions | undefined {
  const { provider } = payment;
  const stranger = Object.keys(providerOptions).find((id) => id !== provider);
  if (stranger !== undefined) {
    throw new PaymentGatewayError('invalid_request', {
      param: `provider_options.${stranger}`,
      detail: `The payment is at ${provider}.`,
    });
  }
  const options = providerOptions[provider];
  if (options === undefined || Object.keys(options).length === 0) return undefined;
  if (port?.takesOptions !== true) {
    throw new PaymentGatewayError('channel_requirement', {
      param: `provider_options.${provider}`,
      detail: `${provider} takes no options of refunds.`,
    });
  }
  return options;
}
