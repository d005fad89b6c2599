import type { Hono } from 'hono';
import type { IssuedAccount } from './attempt.ts';
import type { Books } from './books.ts';
import { done, failed, refused } from './envelope.ts';
import type { Notify } from './notify.ts';
import type { Guard } from './operations.ts';
import { readAmount, readOrder } from './order-fields.ts';
import type { ShowPayment } from './payment-json.ts';
import { type Fields, numberField, readBody, textField } from './request-body.ts';

const bankNames: Readonly<Record<string, string>> = {
  '003': '기업은행',
  '004': '국민은행',
  '011': '농협은행',
  '020': '우리은행',
  '023': 'SC제일은행',
  '032': '부산은행',
  '071': '우체국',
  '081': '하나은행',
  '088': '신한은행',
};

/** Banks at daou, which has numbers of its own, by KFTC code. */
const daouCodes: Readonly<Record<string, string>> = {
  '003': '03',
  '004': '04',
  '005': '05',
  '011': '08',
  '020': '09',
  '023': '11',
  '032': '15',
  '071': '31',
  '081': '12',
  '088': '10',
};

interface AccountParts {
  readonly books: Books;
  readonly show: ShowPayment;
  readonly notify: Notify;
}

/** Virtual accounts: issued for one deposit, revoked before it. */
export function mountAccounts(app: Hono, guard: Guard, { books, show, notify }: AccountParts): void {
  app.post('/vbanks', guard('vbank'), async (context) => {
    const body = await readBody(context);
    const read = readOrder(body, books, 'vbank');
    if (!read.ok) return refused(context, read.message);
    const { merchantUid, order, amount } = read;
    const account = readAccount(body, order.pgProvider, books);
    if (typeof account === 'string') return refused(context, account);
    const attempt = books.open({ merchantUid, kind: 'virtual_account', ...amount, order, account });
    void notify(attempt);
    return done(context, show(attempt));
  });

  app.put('/vbanks/:imp_uid', guard('account_change'), async (context) => {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    if (attempt === undefined) return failed(context, 404, '존재하지 않는 결제정보입니다.');
    const body = await readBody(context);
    const amount = readAmount({ currency: attempt.currency, ...body });
    const dueAt = numberField(body, 'vbank_due');
    const isOpen = attempt.account !== null && attempt.status === 'ready';
    if (attempt.account === null || !isOpen || attempt.order.pgProvider !== 'settle')
      return failed(context, 400, '변경할 수 없는 가상계좌입니다.');
    if (amount !== null) attempt.amountMinor = amount.amountMinor;
    if (dueAt !== null) attempt.account = { ...attempt.account, dueAt };
    return done(context, show(attempt));
  });

  app.get('/vbanks/holder', guard('account_holder'), (context) => {
    const [bankCode, number] = [context.req.query('bank_code') ?? '', context.req.query('bank_num') ?? ''];
    const isKnown = bankNames[bankCode] !== undefined && /^\d{8,14}$/.test(number);
    return isKnown ? done(context, { bank_holder: '홍길동' }) : failed(context, 404, '계좌를 찾을 수 없습니다.');
  });

  app.delete('/vbanks/:imp_uid', guard('revoke'), (context) => {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    if (attempt === undefined) return failed(context, 404, '존재하지 않는 결제정보입니다.');
    if (attempt.kind !== 'virtual_account' || attempt.status !== 'ready') {
      return failed(context, 400, '입금 대기 중인 가상계좌만 말소할 수 있습니다.');
    }
    books.fail(attempt, '가상계좌 말소');
    return done(context, show(attempt));
  });
}

/** The account to issue, or the sentence with which it is refused. */
function readAccount(body: Fields, pgProvider: string | null, books: Books): IssuedAccount | string {
  if (textField(body, 'channel_key') === null && textField(body, 'pg') === null) return 'channel_key는 필수입니다.';
  const asked = textField(body, 'vbank_code');
  const dueAt = numberField(body, 'vbank_due');
  if (asked === null) return 'vbank_code는 필수입니다.';
  const bankCode = commonBankCode(asked, pgProvider);
  if (bankCode === null) return '지원하지 않는 은행코드입니다.';
  if (dueAt === null || !Number.isInteger(dueAt) || dueAt <= books.nowSeconds()) return '입금기한이 올바르지 않습니다.';
  return {
    bankCode,
    bankName: bankNames[bankCode] ?? '기타은행',
    number: `${bankCode}${String(books.nextNumber()).padStart(12, '0').slice(-11)}`,
    holder: textField(body, 'vbank_holder'),
    dueAt,
    isFixed: ['vbank_num', 'vbank_key', 'fixed_unlimited_vbank'].some((name) => body[name] !== undefined),
  };
}

/** Requests carry the PG's own code of a bank, answers the three digits of KFTC. */
function commonBankCode(asked: string, pgProvider: string | null): string | null {
  switch (pgProvider) {
    case 'kcp':
      return /^BK\d{2}$/.test(asked) ? `0${asked.slice(2)}` : null;
    case 'html5_inicis':
    case 'inicis':
      return /^\d{2}$/.test(asked) ? `0${asked}` : null;
    case 'daou':
      return Object.keys(daouCodes).find((bankCode) => daouCodes[bankCode] === asked) ?? null;
    default:
      return /^\d{3}$/.test(asked) ? asked : null;
  }
}
