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
  const dueAtOf = new Map<string, number>();
  return {
    open(parameters) {
      const merchantUid = textField(parameters, 'merchant_uid');
      const problem = problemOf(parameters);
      if (problem !== null) return { ok: false, result: refusal(merchantUid, problem) };
      if (isForKey(parameters)) return openForKey(parameters, books);
      const read = readOrder(parameters, books, textField(parameters, 'pay_method') ?? 'card');
      if (!read.ok) return { ok: false, result: refusal(merchantUid, read.message) };
      const { amount, order } = read;
      const dueAt = readDue(textField(parameters, 'vbank_due'));
      if (books.contradictsPrepared(read.merchantUid, amount)) {
        return { ok: false, result: refusal(merchantUid, '사전 등록된 결제금액과 일치하지 않습니다.') };
      }
      const kind = order.payMethod === 'vbank' ? 'virtual_account' : 'window';
      const attempt = books.open({ merchantUid: read.merchantUid, kind, ...amount, order });
      if (kind === 'virtual_account') dueAtOf.set(attempt.impUid, dueAt ?? books.nowSeconds() + weekSeconds);
      return { ok: true, attempt };
    },

    async finish(attempt, outcome) {
      const refusedBecause = outcome === 'approve' ? await refusalOf(attempt) : null;
      if (attempt.status !== 'ready' || attempt.account !== null) return resultOf(attempt);
      switch (outcome) {
        case 'approve':
          if (refusedBecause !== null) books.fail(attempt, refusedBecause);
          else if (attempt.kind === 'virtual_account') issueAccount(attempt, dueAtOf.get(attempt.impUid) ?? 0, books);
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

const weekSeconds = 7 * 86_400;

/** `YYYYMMDDHHmm` on the clock of Korea, in unix seconds; null when it is missing or something else. */
function readDue(text: string | null): number | null {
  const [, year, month, day, hours, minutes] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text ?? '') ?? [];
  return year === undefined ? null : Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:00+09:00`) / 1_000;
}

/** The shopper has chosen a bank. */
function issueAccount(attempt: Attempt, dueAt: number, books: Books): void {
  const number = `004${String(books.nextNumber()).padStart(12, '0').slice(-11)}`;
  attempt.account = { bankCode: '004', bankName: '국민은행', number, holder: null, dueAt, isFixed: false };
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
  const { amount, merchant_uid: merchantUid } = parameters;
  if (typeof amount !== 'number') return '결제금액(amount)은 숫자여야 합니다.';
  if (typeof merchantUid !== 'string') return '주문번호(merchant_uid)는 문자열이어야 합니다.';
  return null;
}

function resultOf({ impUid, merchantUid, status, failReason, account }: Attempt): WindowResult {
  const succeeded = status === 'paid' || status === 'cancelled' || (status === 'ready' && account !== null);
  return {
    imp_uid: impUid,
    merchant_uid: merchantUid,
    success: succeeded,
    error_code: succeeded ? null : 'F1001',
    error_msg: succeeded ? null : failReason,
  };
}

function refusal(merchantUid: string | null, message: string): WindowResult {
  return { imp_uid: null, merchant_uid: merchantUid, success: false, error_code: 'F0001', error_msg: message };
}
