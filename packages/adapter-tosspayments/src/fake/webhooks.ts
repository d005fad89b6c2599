import type { NoticeBoard } from '@hangil/adapter-testkit';
import type { Books } from './books.ts';
import { paymentJson } from './payment-json.ts';
import { type TossRecord, wasPaid } from './record.ts';

/** Tells the address of the console about a payment. An account is told in two ways, as with both events registered. */
export type Notify = (record: TossRecord) => Promise<void>;

export function makeNotify(notices: NoticeBoard, books: Books, consoleUrl: () => string | null): Notify {
  async function post(body: object, reference: string): Promise<void> {
    const url = consoleUrl();
    if (url === null) return;
    const headers = {
      'content-type': 'application/json',
      'tosspayments-webhook-transmission-time': books.now().toISOString(),
      'tosspayments-webhook-transmission-retried-count': '0',
      'tosspayments-webhook-transmission-id': `whtrans_${books.nextNumber()}`,
    };
    await notices.post({ url, headers, body: JSON.stringify(body), reference });
  }

  return async (record) => {
    const { orderId, status, account, paymentKey } = record;
    // Microseconds and no zone, as the old events have it.
    const createdAt = books.now().toISOString().replace('Z', '000');
    if (account !== null) {
      const transactionKey = record.cancels.at(-1)?.transactionKey ?? `tx_${paymentKey}`;
      await post({ createdAt, secret: account.secret, status, transactionKey, orderId }, orderId);
    }
    if (wasPaid(record) || status === 'ABORTED' || status === 'EXPIRED' || status === 'CANCELED') {
      const data = paymentJson(record, books.distortions.get(orderId));
      await post({ eventType: 'PAYMENT_STATUS_CHANGED', createdAt, data }, orderId);
    }
  };
}
