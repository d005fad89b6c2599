import type { FakeOutcome } from '@hangil/adapter-testkit';
import { hourMs } from '@hangil/core';
import { type Api, type ApiAnswer, refusal } from './api.ts';
import type { Books } from './books.ts';
import { cardProblem, matches } from './card-problem.ts';
import type { KeyBook } from './key-book.ts';
import { paymentJson } from './payment-json.ts';
import type { TossRecord } from './record.ts';
import { wasPaid } from './record.ts';
import type { Notify } from './webhooks.ts';

export interface RouteParts {
  readonly books: Books;
  readonly keys: KeyBook;
  readonly notify: Notify;
  /** What becomes of the next payment that is decided by the card company. */
  readonly decision: () => Exclude<FakeOutcome, 'leave'>;
}

export const overLimit = { code: 'REJECT_CARD_PAYMENT', message: '한도초과 혹은 잔액부족으로 결제에 실패했습니다.' };

const invalid = (what: string) => refusal(400, 'INVALID_REQUEST', `잘못된 요청입니다: ${what}`);
const notFound = () => refusal(404, 'NOT_FOUND_PAYMENT', '존재하지 않는 결제 정보 입니다.');

/** Confirm, key-in, charges on billing keys, virtual accounts and reading. */
export function mountPayments(api: Api, { books, keys, notify, decision }: RouteParts): void {
  const show = (record: TossRecord | undefined): ApiAnswer =>
    record === undefined
      ? notFound()
      : { status: 200, body: paymentJson(record, books.distortions.get(record.orderId)) };

  /** The card company decides. */
  async function decide(record: TossRecord): Promise<ApiAnswer> {
    const isApproved = decision() === 'approve';
    record.status = isApproved ? 'DONE' : 'ABORTED';
    if (isApproved) record.approvedAt = books.now();
    else record.failure = overLimit;
    // Charges on a billing key are not told by a webhook.
    if (record.kind !== 'billing_key') await notify(record);
    return isApproved ? show(record) : refusal(403, overLimit.code, overLimit.message);
  }

  api.get('/v1/payments/orders/:order', 'find', (_, orderId) => show(books.byOrder(orderId)));
  api.get('/v1/payments/:key', 'get', (_, paymentKey) => show(books.byKey(paymentKey)));

  api.post(
    '/v1/payments/confirm',
    () => 'confirm',
    ({ paymentKey, orderId, amount }) => {
      const record = books.byKey(String(paymentKey));
      if (record?.status === 'DONE') return refusal(400, 'ALREADY_PROCESSED_PAYMENT', '이미 처리된 결제 입니다.');
      if (record?.status !== 'IN_PROGRESS')
        return refusal(404, 'NOT_FOUND_PAYMENT_SESSION', '결제 시간이 만료되어 결제 진행 데이터가 존재하지 않습니다.');
      if (record.orderId !== orderId || record.amount !== amount)
        return refusal(403, 'FORBIDDEN_REQUEST', '허용되지 않은 요청입니다.');
      const paid = books.byOrder(record.orderId);
      if (paid !== undefined && wasPaid(paid))
        return refusal(400, 'ALREADY_PROCESSED_PAYMENT', '이미 처리된 결제 입니다.');
      return decide(record);
    },
  );

  api.post(
    '/v1/payments/key-in',
    () => 'key_in',
    (body) => {
      const order = readOrder(body, books);
      if ('status' in order) return order;
      const cardNumber = String(body.cardNumber);
      return (
        cardProblem(body, books.now()) ??
        decide(books.add({ ...order, kind: 'key_in', status: 'IN_PROGRESS', cardNumber }))
      );
    },
  );

  api.post(
    '/v1/billing/:key',
    () => 'charge_key',
    (body, billingKey) => {
      const key = keys.toCharge(billingKey, body.customerKey);
      if ('status' in key) return key;
      const order = readOrder(body, books);
      if ('status' in order) return order;
      return decide(books.add({ ...order, kind: 'billing_key', status: 'IN_PROGRESS', cardNumber: key.cardNumber }));
    },
  );

  api.post(
    '/v1/virtual-accounts',
    () => 'virtual_account',
    async (body) => {
      const order = readOrder(body, books);
      if ('status' in order) return order;
      const { bank, customerName, validHours } = body;
      if (!matches(bank, /^\w\w$/)) return refusal(400, 'INVALID_BANK', '유효하지 않은 은행입니다.');
      if (!matches(customerName, /^.{1,100}$/)) return invalid('customerName');
      if (typeof validHours !== 'number' || !Number.isInteger(validHours) || validHours < 1)
        return invalid('validHours');
      if (validHours > 2160) return refusal(400, 'EXCEED_MAX_VALID_HOURS', '가상 계좌의 최대 유효시간을 초과했습니다.');
      const number = books.nextNumber();
      const account = {
        accountNumber: `X${number}`,
        bankCode: String(bank),
        customerName: String(customerName),
        dueDate: new Date(books.now().getTime() + validHours * hourMs),
        secret: `ps_${number}`,
      };
      const record = books.add({ ...order, kind: 'virtual_account', status: 'WAITING_FOR_DEPOSIT', account });
      await notify(record);
      return show(record);
    },
  );
}

function readOrder({ orderId, orderName, amount }: Readonly<Record<string, unknown>>, books: Books) {
  if (!matches(orderId, /^[\w-]{6,64}$/)) return invalid('orderId');
  if (!matches(orderName, /^.{1,100}$/su)) return invalid('orderName');
  if (typeof amount !== 'number' || !Number.isInteger(amount)) return invalid('amount');
  if (amount < 100) return refusal(400, 'BELOW_MINIMUM_AMOUNT', '신용카드는 결제금액이 100원 이상 결제가 가능합니다.');
  const known = books.byOrder(String(orderId));
  if (known !== undefined && (wasPaid(known) || known.status === 'CANCELED'))
    return refusal(400, 'DUPLICATED_ORDER_ID', '이미 승인 및 취소가 진행된 중복된 주문번호 입니다.');
  return { orderId: String(orderId), orderName: String(orderName), amount };
}
