import type { FakeOutcome } from '@hangil/adapter-testkit';
import type { Attempt } from './attempt.ts';
import type { Books } from './books.ts';
import { limitExceeded } from './charge-routes.ts';
import { refusalOf } from './confirm-process.ts';
import { readOrder } from './order-fields.ts';
import { type Fields, textField } from './request-body.ts';

/** What the window tells the page that opened it. `success` can be trusted as little as at the real provider. */
export interface WindowResult {
  readonly imp_uid: string | null;
  readonly merchant_uid: string | null;
  readonly success: boolean;
  readonly error_code: string | null;
  readonly error_msg: string | null;
}

export type OpenedWindow =
  | { readonly ok: true; readonly attempt: Attempt }
  | { readonly ok: false; readonly result: WindowResult };

/** The simulated payment window, without its pages. */
export interface PaymentWindow {
  /** Takes the parameters of `IMP.request_pay`. A window that asks for another amount than registered does not open. */
  open(parameters: Fields): OpenedWindow;
  /** The shopper's decision; a window that was finished before keeps its first ending. */
  finish(attempt: Attempt, outcome: FakeOutcome): Promise<WindowResult>;
}

export function createPaymentWindow(books: Books): PaymentWindow {
  return {
    open(parameters) {
      const merchantUid = textField(parameters, 'merchant_uid');
      const problem = problemOf(parameters);
      if (problem !== null) return { ok: false, result: refusal(merchantUid, problem) };
      if (isForKey(parameters)) return openForKey(parameters, books);
      const read = readOrder(parameters, books, textField(parameters, 'pay_method') ?? 'card');
      if (!read.ok) return { ok: false, result: refusal(merchantUid, read.message) };
      const { amount, order } = read;
      if (books.contradictsPrepared(read.merchantUid, amount)) {
        return { ok: false, result: refusal(merchantUid, '사전 등록된 결제금액과 일치하지 않습니다.') };
      }
      return { ok: true, attempt: books.open({ merchantUid: read.merchantUid, kind: 'window', ...amount, order }) };
    },

    async finish(attempt, outcome) {
      const refusedBecause = outcome === 'approve' ? await refusalOf(attempt) : null;
      if (attempt.status !== 'ready') return resultOf(attempt);
      switch (outcome) {
        case 'approve':
          if (refusedBecause !== null) books.fail(attempt, refusedBecause);
          else if (books.isPaid(attempt.merchantUid)) books.fail(attempt, '이미 결제가 완료된 주문번호입니다.');
          else books.pay(attempt);
          if (attempt.order.customerUid !== null) storeKey(attempt, attempt.order.customerUid, books);
          return resultOf(attempt);
        case 'decline':
          books.fail(attempt, limitExceeded);
          return resultOf(attempt);
        case 'leave':
          return { ...refusal(attempt.merchantUid, '사용자가 결제를 취소하셨습니다.'), imp_uid: attempt.impUid };
      }
    },
  };
}

/** With a customer_uid the window keeps a card, and with the amount 0 it takes no money. */
function isForKey(parameters: Fields): boolean {
  return textField(parameters, 'customer_uid') !== null && parameters.amount === 0;
}

function openForKey(parameters: Fields, books: Books): OpenedWindow {
  const read = readOrder({ ...parameters, amount: 1 }, books, textField(parameters, 'pay_method') ?? 'card');
  if (!read.ok) return { ok: false, result: refusal(textField(parameters, 'merchant_uid'), read.message) };
  const { merchantUid, amount, order } = read;
  const nothing = { ...amount, amountMinor: 0 };
  return { ok: true, attempt: books.open({ merchantUid, kind: 'window', ...nothing, order }) };
}

function storeKey({ order, status }: Attempt, customerUid: string, books: Books): void {
  if (status !== 'paid') return;
  const { pgProvider, pgId, buyerName: name, buyerTel: tel, buyerEmail: email } = order;
  const customer = { id: null, name, tel, email };
  const card = { maskedNumber: '540926******7899', group: null, insertedAt: books.nowSeconds() };
  books.billingKeys.set(customerUid, { customerUid, pgProvider, pgId, customer, ...card });
}

function problemOf(parameters: Fields): string | null {
  const { amount, merchant_uid: merchantUid, pay_method: payMethod } = parameters;
  if (typeof amount !== 'number') return '결제금액(amount)은 숫자여야 합니다.';
  if (typeof merchantUid !== 'string') return '주문번호(merchant_uid)는 문자열이어야 합니다.';
  return payMethod === 'vbank' ? '이 시험용 결제창은 가상계좌를 지원하지 않습니다.' : null;
}

function resultOf({ impUid, merchantUid, status, failReason }: Attempt): WindowResult {
  const isPaid = status === 'paid' || status === 'cancelled';
  return {
    imp_uid: impUid,
    merchant_uid: merchantUid,
    success: isPaid,
    error_code: isPaid ? null : 'F1001',
    error_msg: isPaid ? null : failReason,
  };
}

function refusal(merchantUid: string | null, message: string): WindowResult {
  return { imp_uid: null, merchant_uid: merchantUid, success: false, error_code: 'F0001', error_msg: message };
}
