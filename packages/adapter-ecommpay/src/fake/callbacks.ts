import type { NoticeBoard } from '@hangil/adapter-testkit';
import type { FakeOperation } from './records.ts';
import { callbackBody, type ReportContext } from './report-body.ts';

export interface Callbacks {
  /** Sends the operation's present state, after the answer to the request that is running. */
  announce(operation: FakeOperation): void;
  /** Resolves when everything announced so far was delivered or held. */
  settled(): Promise<void>;
}

export interface CallbackOptions {
  readonly notices: NoticeBoard;
  /** Where callbacks go when the request named no address. */
  readonly noticeUrl: () => string | null;
  readonly contextOf: (operation: FakeOperation) => ReportContext;
}

export const callbackHeaders = { 'content-type': 'application/json' };

export function createCallbacks({ notices, noticeUrl, contextOf }: CallbackOptions): Callbacks {
  const deliveries = new Set<Promise<void>>();

  return {
    announce(operation) {
      const url = operation.callbackUrl ?? noticeUrl();
      if (url === null) return;
      const notice = {
        url,
        headers: callbackHeaders,
        body: callbackBody(operation, contextOf(operation)),
        reference: operation.reference,
      };
      const delivery = new Promise((resolve) => setImmediate(resolve))
        .then(() => notices.post(notice))
        .finally(() => deliveries.delete(delivery));
      deliveries.add(delivery);
    },
    async settled() {
      await Promise.all(deliveries);
    },
  };
}
