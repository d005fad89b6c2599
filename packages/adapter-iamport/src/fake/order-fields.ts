import { fromMajor, type Money } from '@hangil/core';
import type { OrderFields } from './attempt.ts';
import type { Books } from './books.ts';
import { consoleChannels } from './console-routes.ts';
import { type Fields, numberField, textField, textsField } from './request-body.ts';

/** What a charge, an account or a window asks for, or the sentence with which it is refused. */
export type ReadOrder =
  | { readonly ok: true; readonly merchantUid: string; readonly amount: Money; readonly order: OrderFields }
  | { readonly ok: false; readonly message: string };

export function readOrder(fields: Fields, books: Books, payMethod: string): ReadOrder {
  const merchantUid = textField(fields, 'merchant_uid');
  if (merchantUid === null || merchantUid.length > 40)
    return { ok: false, message: 'merchant_uid는 40자 이내의 필수 값입니다.' };
  const amount = readAmount(fields);
  if (amount === null) return { ok: false, message: '결제금액이 올바르지 않습니다.' };
  if (books.isPaid(merchantUid)) return { ok: false, message: '이미 결제가 완료된 주문번호입니다.' };
  return { ok: true, merchantUid, amount, order: describeOrder(fields, payMethod) };
}

/** The `amount` in its currency, KRW unless said otherwise; null when it is none or 0. */
export function readAmount(fields: Fields): Money | null {
  try {
    const amount = fromMajor(numberField(fields, 'amount') ?? '', textField(fields, 'currency') ?? 'KRW');
    return amount.amountMinor > 0 ? amount : null;
  } catch {
    return null;
  }
}

function describeOrder(fields: Fields, payMethod: string): OrderFields {
  const [pgProvider, pgId] = pgOf(fields);
  const { custom_data: customData } = fields;
  return {
    payMethod,
    pgProvider,
    pgId,
    name: textField(fields, 'name'),
    buyerName: textField(fields, 'buyer_name'),
    buyerTel: textField(fields, 'buyer_tel'),
    buyerEmail: textField(fields, 'buyer_email'),
    customData:
      customData === undefined ? null : typeof customData === 'string' ? customData : JSON.stringify(customData),
    customerUid: textField(fields, 'customer_uid'),
    noticeUrls: textsField(fields, 'notice_url'),
    confirmUrl: textField(fields, 'confirm_url'),
  };
}

/** By the channel's key where the console has it, else by `code.MID`. */
function pgOf(fields: Fields): readonly [pgProvider: string | null, pgId: string | null] {
  const key = textField(fields, 'channelKey') ?? textField(fields, 'channel_key');
  const channel = consoleChannels.find(({ channelKey }) => key !== null && channelKey === key);
  if (channel !== undefined) return [channel.pgProvider, channel.pgId];
  const [code = '', id = ''] = (textField(fields, 'pg') ?? '').split('.');
  return [code || null, id || null];
}
