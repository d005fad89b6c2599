import type { NoticeBoard } from '@hangil/adapter-testkit';
import type { Attempt } from './attempt.ts';

/** Sends a notice: to the addresses of the payment's own request, else to the one of the console. */
export type Notify = (attempt: Attempt, cancellationId?: string) => Promise<void>;

export function makeNotify(notices: NoticeBoard, consoleUrl: () => string | null): Notify {
  return async (attempt, cancellationId) => {
    const own = attempt.order.noticeUrls;
    const addresses = own.length > 0 ? own : [consoleUrl()].filter((url) => url !== null);
    const body = JSON.stringify({
      imp_uid: attempt.impUid,
      merchant_uid: attempt.merchantUid,
      status: attempt.status,
      ...(cancellationId === undefined ? {} : { cancellation_id: cancellationId }),
    });
    for (const url of addresses) {
      await notices.post({
        url,
        headers: { 'content-type': 'application/json' },
        body,
        reference: attempt.merchantUid,
      });
    }
  };
}
