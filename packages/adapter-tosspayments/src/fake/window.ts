import type { FakeOutcome } from '@hangil/adapter-testkit';
import type { Books } from './books.ts';
import type { TossRecord } from './record.ts';
import type { Notify } from './webhooks.ts';

/** What goes back to the shop: in the query of successUrl or failUrl, or as the end of the script's promise. */
export type WindowEnd =
  | {
      readonly ok: true;
      readonly told: { readonly paymentKey: string; readonly orderId: string; readonly amount: number };
    }
  | {
      readonly ok: false;
      readonly told: { readonly code: string; readonly message: string; readonly orderId?: string };
    };

/** Takes the params of `requestPayment`. @returns the code of the script's error instead of a payment */
export function openWindow(params: Readonly<Record<string, unknown>>, books: Books): TossRecord | string {
  const { method, orderId, orderName, amount } = params;
  const { currency, value } = (amount ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof method !== 'string' || typeof orderId !== 'string' || typeof orderName !== 'string')
    return 'INVALID_PARAMETERS';
  if (!/^[\w=-]{6,64}$/.test(orderId) || orderName.length > 100) return 'INVALID_PARAMETERS';
  if (currency !== 'KRW') return 'INVALID_AMOUNT_CURRENCY';
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 100) return 'INVALID_AMOUNT_VALUE';
  return books.add({ orderId, orderName, kind: 'window', amount: value, status: 'READY' });
}

/** The shopper's decision. Approving moves no money: it opens ten minutes in which the shop's server may confirm. */
export async function finishWindow(
  record: TossRecord,
  outcome: FakeOutcome,
  { books, notify }: { readonly books: Books; readonly notify: Notify },
): Promise<WindowEnd> {
  const { paymentKey, orderId, amount } = record;
  if (outcome === 'leave' && record.status === 'READY')
    return { ok: false, told: { code: 'PAY_PROCESS_CANCELED', message: '사용자에 의해 결제가 취소되었습니다.' } };
  if (record.status === 'READY') {
    record.status = outcome === 'approve' ? 'IN_PROGRESS' : 'ABORTED';
    record.authenticatedAt = books.now();
    if (outcome !== 'approve') {
      record.failure = { code: 'REJECT_CARD_COMPANY', message: '결제 승인이 거절되었습니다.' };
      await notify(record);
    }
  }
  if (record.status === 'ABORTED' && record.failure !== null)
    return { ok: false, told: { ...record.failure, orderId } };
  return { ok: true, told: { paymentKey, orderId, amount } };
}
