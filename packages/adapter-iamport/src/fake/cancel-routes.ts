import { fromMajor } from '@hangil/core';
import type { Hono } from 'hono';
import { type Attempt, returnedMinor, wasPaid } from './attempt.ts';
import type { Books } from './books.ts';
import { done, refused } from './envelope.ts';
import type { Notify } from './notify.ts';
import type { Guard } from './operations.ts';
import type { ShowPayment } from './payment-json.ts';
import { type Fields, flagField, numberField, readBody, textField } from './request-body.ts';

interface CancelParts {
  readonly books: Books;
  readonly show: ShowPayment;
  readonly notify: Notify;
}

/** Giving back, wholly or partly. There is no state "partly cancelled": one cancel makes `cancelled`. */
export function mountCancel(app: Hono, guard: Guard, { books, show, notify }: CancelParts): void {
  app.post('/payments/cancel', guard('cancel'), async (context) => {
    const body = await readBody(context);
    const attempt = attemptToCancel(body, books);
    if (attempt === undefined) return refused(context, '취소할 결제건이 존재하지 않습니다.');
    const restMinor = attempt.amountMinor - returnedMinor(attempt);
    const amountMinor = askedMinor(body, attempt, restMinor);
    const problem = cancelProblem(body, attempt, { restMinor, amountMinor });
    if (problem !== null) return refused(context, problem);

    const cancellationId = `cancel_${books.nextNumber()}`;
    attempt.status = 'cancelled';
    attempt.cancels.push({
      cancellationId,
      pgTid: `ctid_${cancellationId.slice(7)}`,
      amountMinor,
      reason: textField(body, 'reason'),
      cancelledAt: books.nowSeconds(),
    });
    if (flagField(body, 'enable_webhook')) void notify(attempt, cancellationId);
    return done(context, show(attempt));
  });
}

/** imp_uid wins; a wrong one fails although merchant_uid is right. */
function attemptToCancel(body: Fields, books: Books): Attempt | undefined {
  const impUid = textField(body, 'imp_uid');
  if (impUid !== null) return books.attempt(impUid);
  const attempts = books.attempts(textField(body, 'merchant_uid') ?? '');
  return attempts.find(wasPaid) ?? attempts.at(-1);
}

/** Missing and 0 both mean everything that is left; NaN for what is no amount. */
function askedMinor(body: Fields, attempt: Attempt, restMinor: number): number {
  const amount = numberField(body, 'amount');
  return amount === null || amount === 0 ? restMinor : minorOf(amount, attempt.currency);
}

function minorOf(amount: number, currency: string): number {
  try {
    return fromMajor(amount, currency).amountMinor;
  } catch {
    return Number.NaN;
  }
}

interface AskedCancel {
  readonly restMinor: number;
  readonly amountMinor: number;
}

function cancelProblem(body: Fields, attempt: Attempt, { restMinor, amountMinor }: AskedCancel): string | null {
  if (!wasPaid(attempt)) return '결제되지 않은 거래는 취소할 수 없습니다.';
  if (restMinor === 0) return '이미 전액취소된 주문입니다.';
  if (Number.isNaN(amountMinor)) return '취소금액이 올바르지 않습니다.';
  if (amountMinor > restMinor) return '취소요청금액이 취소가능금액보다 큽니다.';
  const checksum = numberField(body, 'checksum');
  if (checksum !== null && minorOf(checksum, attempt.currency) !== restMinor) {
    return '취소가능잔액(checksum)이 일치하지 않습니다.';
  }
  if (attempt.order.payMethod === 'phone' && amountMinor < attempt.amountMinor)
    return '휴대폰 결제는 부분취소할 수 없습니다.';
  const needsAccount = attempt.kind === 'virtual_account' && textField(body, 'refund_account') === null;
  return needsAccount ? '환불계좌 정보가 필요합니다.' : null;
}
