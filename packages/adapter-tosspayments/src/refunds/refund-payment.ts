import { givenBackAfter, toMajorNumber } from '@hangil/adapter-kit';
import {
  absent,
  type CallContext,
  money,
  notCreated,
  type ProviderReference,
  type RefundReading,
  type RefundRequest,
  type RefundVerdict,
  unknown,
} from '@hangil/core';
import { inquirePayment } from '../payments/inquire-payment.ts';
import { toTossBank } from '../tables/banks.ts';
import { refundDeclines } from '../tables/error-codes.ts';
import { notDone, post, type Toss } from '../toss-client.ts';
import { paymentSchema, type TossPayment } from '../wire/payment.schema.ts';

/** Gives money back, wholly or in part. `refundableAmount` is the balance we believe in: another cancel that came first refuses ours. */
export async function refundPayment(
  request: RefundRequest,
  { call }: Toss,
  context: CallContext,
): Promise<RefundVerdict> {
  const { payment, reference, refundAccount } = request;
  const bank = refundAccount === null ? null : toTossBank(refundAccount.bankCode);
  if (payment.providerPaymentId === null || request.amount.amountMinor === 0) return notCreated('invalid_request');
  if (refundAccount !== null && bank === null) return notCreated('account_invalid');
  const path = `/v1/payments/${payment.providerPaymentId}/cancel`;
  const outcome = await call(post(path, cancelBody(request, bank), reference), paymentSchema, context);
  if (outcome.kind !== 'read') return notDone(outcome, refundDeclines);
  const reading = readRefund(outcome.value, request);
  return reading.kind === 'absent' ? unknown('accepted, but shown without this cancel') : reading;
}

function cancelBody(
  { payment, amount, taxFreeAmountMinor, returnedBeforeMinor, ...request }: RefundRequest,
  bank: string | null,
) {
  const { currency } = amount;
  const account = request.refundAccount;
  const byWhom = request.requester === 'customer' ? '구매자 요청' : '판매자 요청';
  return {
    cancelReason: (request.reason ?? byWhom).slice(0, 200),
    cancelAmount: toMajorNumber(amount),
    refundableAmount: toMajorNumber(money(payment.amount.amountMinor - returnedBeforeMinor, currency)),
    ...(taxFreeAmountMinor > 0 && { taxFreeAmount: toMajorNumber(money(taxFreeAmountMinor, currency)) }),
    ...(account !== null && {
      refundReceiveAccount: { bank, accountNumber: account.accountNumber, holderName: account.holderName },
    }),
  };
}

/** Was this refund made? Read from the payment's own list of cancels. */
export async function inquireRefund(request: RefundRequest, toss: Toss, context: CallContext): Promise<RefundReading> {
  const found = await inquirePayment(
    request.payment,
    toss,
    context,
    (payment) => ({ kind: 'found', payment }) as const,
  );
  if (found.kind === 'found') return readRefund(found.payment, request);
  return found.kind === 'absent' ? unknown('the payment itself was not found') : found;
}

/** Ours is the cancel that began when exactly as much had been given back as before it, and gave back what was asked. */
function readRefund({ cancels, orderId, returnedMinor }: TossPayment, request: RefundRequest): RefundReading {
  const entry = givenBackAfter(cancels, request.returnedBeforeMinor);
  if (entry === null || entry.amountMinor !== request.amount.amountMinor)
    return returnedMinor === request.returnedBeforeMinor ? absent : unknown('given back by others');
  const { cancelStatus, transactionKey: providerTransactionId, amount, at: occurredAt } = entry;
  if (cancelStatus === 'IN_PROGRESS') return { kind: 'pending', providerTransactionId };
  return { kind: 'succeeded', amount, reference: orderId as ProviderReference, providerTransactionId, occurredAt };
}
