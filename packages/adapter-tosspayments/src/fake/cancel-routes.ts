import { type Api, refusal } from './api.ts';
import { paymentJson } from './payment-json.ts';
import type { RouteParts } from './payment-routes.ts';
import { returned, type TossRecord, wasPaid } from './record.ts';

/** Giving back, wholly or in part, and revoking an account nobody has paid into. After a part the rest leaves PARTIAL_CANCELED. */
export function mountCancel(api: Api, { books, notify }: Pick<RouteParts, 'books' | 'notify'>): void {
  const word = (paymentKey: string) =>
    books.byKey(paymentKey)?.status === 'WAITING_FOR_DEPOSIT' ? 'revoke' : 'cancel';

  api.post('/v1/payments/:key/cancel', word, async (body, paymentKey) => {
    const record = books.byKey(paymentKey);
    if (record === undefined) return refusal(404, 'NOT_FOUND_PAYMENT', '존재하지 않는 결제 정보 입니다.');
    const left = record.amount - returned(record);
    const cancelAmount = body.cancelAmount ?? left;
    const problem = problemOf(body, record, { cancelAmount, left });
    if (problem !== null) return problem;
    const isDeposited = wasPaid(record);
    record.status = cancelAmount === record.amount || !isDeposited ? 'CANCELED' : 'PARTIAL_CANCELED';
    if (isDeposited) {
      record.cancels.push({
        cancelAmount: Number(cancelAmount),
        cancelReason: String(body.cancelReason),
        canceledAt: books.now(),
        transactionKey: `cancel_${books.nextNumber()}`,
      });
    }
    await notify(record);
    return { status: 200, body: paymentJson(record, books.distortions.get(record.orderId)) };
  });
}

function problemOf(
  { cancelReason, refundReceiveAccount, refundableAmount }: Readonly<Record<string, unknown>>,
  record: TossRecord,
  { cancelAmount, left }: { readonly cancelAmount: unknown; readonly left: number },
) {
  if (typeof cancelReason !== 'string' || cancelReason === '' || cancelReason.length > 200)
    return refusal(400, 'INVALID_REQUEST', '잘못된 요청입니다: cancelReason');
  if (record.status === 'CANCELED') return refusal(400, 'ALREADY_CANCELED_PAYMENT', '이미 취소된 결제 입니다.');
  if (record.status === 'WAITING_FOR_DEPOSIT')
    return cancelAmount === record.amount
      ? null
      : refusal(403, 'NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT', '입금 대기중인 결제는 부분 환불이 불가합니다.');
  if (!wasPaid(record)) return refusal(403, 'NOT_CANCELABLE_PAYMENT', '취소 할 수 없는 결제 입니다.');
  if (refundableAmount !== undefined && refundableAmount !== left)
    return refusal(400, 'NOT_MATCHES_REFUNDABLE_AMOUNT', '잔액 결과가 일치하지 않습니다.');
  if (typeof cancelAmount !== 'number' || !Number.isInteger(cancelAmount) || cancelAmount < 1 || cancelAmount > left)
    return refusal(403, 'NOT_CANCELABLE_AMOUNT', '취소 할 수 없는 금액 입니다.');
  const needsAccount = record.kind === 'virtual_account';
  if (needsAccount !== isAccount(refundReceiveAccount))
    return refusal(400, 'INVALID_REFUND_ACCOUNT_INFO', '환불 계좌번호와 예금주명이 일치하지 않습니다.');
  return null;
}

function isAccount(value: unknown): boolean {
  const { bank, accountNumber, holderName } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return /^\w\w$/.test(String(bank)) && /^\d{1,20}$/.test(String(accountNumber)) && typeof holderName === 'string';
}
