import { type Api, type ApiAnswer, refusal } from './api.ts';
import type { Books } from './books.ts';
import { koreanDay } from './korean-day.ts';

interface Receipt {
  readonly receiptKey: string;
  readonly orderId: string;
  readonly orderName: string;
  readonly type: string;
  readonly transactionType: 'CONFIRM' | 'CANCEL';
  readonly amount: number;
  readonly requestedAt: Date;
}

const pageSize = 2;

/** Cash receipts. There is no way to read one: they are listed by the day on which they were asked for, in small pages here. */
export function mountReceipts(api: Api, { now, nextNumber }: Pick<Books, 'now' | 'nextNumber'>): void {
  const receipts: Receipt[] = [];

  api.post(
    '/v1/cash-receipts',
    () => 'receipt_issue',
    ({ amount, orderId, orderName, customerIdentityNumber, type }) => {
      const isWhole =
        typeof amount === 'number' && typeof orderId === 'string' && typeof orderName === 'string' && amount > 0;
      if (!isWhole || !['소득공제', '지출증빙'].includes(String(type)))
        return refusal(400, 'INVALID_REQUEST', '잘못된 요청입니다.');
      if (!/^\d{10,20}$/.test(String(customerIdentityNumber)))
        return refusal(400, 'INVALID_CASH_RECEIPT_INFO', '현금 영수증 정보가 잘못되었습니다.');
      if (receipts.some((receipt) => receipt.orderId === orderId))
        return refusal(400, 'DUPLICATED_CASH_RECEIPT', '이미 현금영수증이 발급된 주문입니다.');
      const made = {
        amount,
        orderId,
        orderName,
        type: String(type),
        transactionType: 'CONFIRM',
        requestedAt: now(),
      } as const;
      const receipt: Receipt = { ...made, receiptKey: `receipt_${nextNumber()}` };
      receipts.push(receipt);
      return shown(receipt);
    },
  );

  api.post(
    '/v1/cash-receipts/:key/cancel',
    () => 'receipt_cancel',
    (_, receiptKey) => {
      const issued = receipts.find((receipt) => receipt.receiptKey === receiptKey);
      if (issued === undefined) return refusal(404, 'NOT_FOUND', '존재하지 않는 정보 입니다.');
      const canceled: Receipt = {
        ...issued,
        receiptKey: `c_${receiptKey}`,
        transactionType: 'CANCEL',
        requestedAt: now(),
      };
      receipts.push(canceled);
      return shown(canceled);
    },
  );

  api.get('/v1/cash-receipts', 'receipt_list', ({ requestDate, cursor = '0' }) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(String(requestDate)))
      return refusal(400, 'INVALID_REQUEST', '필수 파라미터: requestDate');
    const ofDay = receipts.filter(({ requestedAt }) => koreanDay(requestedAt) === requestDate);
    const next = Number(cursor) + pageSize;
    const data = ofDay.slice(Number(cursor), next).map((receipt) => shown(receipt).body);
    return { status: 200, body: { hasNext: next < ofDay.length, lastCursor: next, data } };
  });
}

function shown({ requestedAt, ...receipt }: Receipt): ApiAnswer {
  const body = {
    ...receipt,
    issueNumber: '123456789',
    issueStatus: 'IN_PROGRESS',
    receiptUrl: `https://dashboard.example/${receipt.receiptKey}`,
    businessNumber: '1234567890',
    customerIdentityNumber: '010****2398',
    taxFreeAmount: 0,
    failure: null,
    requestedAt: `${new Date(requestedAt.getTime() + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`,
  };
  return { status: 200, body };
}
