import type { FakeDistortion, FakeOutcome, NoticeBoard } from '@hangil/adapter-testkit';
import type { Clock } from '@hangil/core';
import { createCallbacks } from './callbacks.ts';
import { createOpeningDoor } from './opening-door.ts';
import type { FakeOperation, PayoutRequest, SaleRequest } from './records.ts';
import { callbackBody, type ReportContext, statusBody } from './report-body.ts';

export interface PlatformOptions {
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly noticeUrl: () => string | null;
  readonly notices: NoticeBoard;
  readonly projectId: number;
  readonly secret: string;
}

/** What happens behind the fake's API and pages: its books, and the callbacks it sends. */
export type Platform = ReturnType<typeof createPlatform>;

export function createPlatform(options: PlatformOptions) {
  const { clock, projectId, secret, publicUrl } = options;
  const operations = new Map<string, FakeOperation>();
  const pages = new Map<string, SaleRequest>();
  const distortions = new Map<string, FakeDistortion>();
  const firstOperationId = clock.now().getTime();
  let decision: 'approve' | 'decline' | 'wait' = 'approve';
  let payoutBalanceMinor: number | null = null;
  const door = createOpeningDoor(clock);
  const callbacks = createCallbacks({ ...options, contextOf });

  function contextOf({ reference }: { readonly reference: string }): ReportContext {
    return { projectId, secret, publicUrl: publicUrl(), distortion: distortions.get(reference) ?? {} };
  }

  function begin(request: SaleRequest | PayoutRequest): FakeOperation {
    const number = operations.size + 1;
    const now = clock.now();
    return {
      ...request,
      operationId: firstOperationId + number,
      requestId: String(number).padStart(8, '0'),
      createdAt: now,
      changedAt: now,
      status: 'waiting',
      isReturned: false,
      moves: 0,
      receivedMinor: null,
    };
  }

  function record(request: SaleRequest | PayoutRequest): FakeOperation {
    const operation = begin(request);
    operations.set(request.reference, operation);
    return operation;
  }

  function finish(operation: FakeOperation, outcome: FakeOutcome, receivedMinor = operation.amountMinor): void {
    if (outcome === 'leave') return;
    door.whenOpen(() => {
      operation.changedAt = clock.now();
      operation.status = outcome === 'approve' ? 'paid' : 'declined';
      if (outcome === 'approve') {
        operation.moves += 1;
        operation.receivedMinor = receivedMinor;
      }
      callbacks.announce(operation);
    });
  }

  /** @returns false when the merchant has too little at the provider */
  function takeFromBalance({ type, amountMinor }: SaleRequest | PayoutRequest): boolean {
    if (type !== 'payout' || payoutBalanceMinor === null) return true;
    if (amountMinor > payoutBalanceMinor) return false;
    payoutBalanceMinor -= amountMinor;
    return true;
  }

  function waiting(reference: string, type: FakeOperation['type']): FakeOperation {
    const operation = operations.get(reference);
    if (operation?.type !== type || operation.status !== 'waiting') throw new Error(`no ${type} ${reference} waits`);
    return operation;
  }

  return {
    now: () => clock.now().getTime(),
    settled: callbacks.settled,
    find: (reference: string) => operations.get(reference),
    findByRequestId: (requestId: string) =>
      [...operations.values()].find((operation) => operation.requestId === requestId),
    all: (): readonly FakeOperation[] => [...operations.values()],
    statusOf: (operation: FakeOperation) => statusBody(operation, contextOf(operation)),
    distortionOf: (reference: string): FakeDistortion => distortions.get(reference) ?? {},
    distort: (reference: string, distortion: FakeDistortion) => void distortions.set(reference, distortion),
    decideNext(outcome: typeof decision) {
      decision = outcome;
    },

    keepHours: door.keepHours,
    look: door.look,
    fundPayouts(balanceMinor: number | null): void {
      payoutBalanceMinor = balanceMinor;
    },

    /**
     * A sale waits for the shopper and says so by callback; a payout ends as decided.
     * @returns null when the merchant has too little money at the provider for the payout
     */
    accept(request: SaleRequest | PayoutRequest): FakeOperation | null {
      if (!takeFromBalance(request)) return null;
      const operation = record(request);
      if (request.type === 'sale') door.whenOpen(() => callbacks.announce(operation));
      else if (decision !== 'wait') finish(operation, decision);
      return operation;
    },
    /** @returns false when the payment asks for nothing */
    clarify(reference: string, names: Readonly<Record<string, string | undefined>>): boolean {
      const operation = operations.get(reference);
      if (operation?.type !== 'sale' || operation.status !== 'waiting' || operation.missingNames.length === 0)
        return false;
      operation.missingNames = operation.missingNames.filter((name) => !names[name]);
      operation.changedAt = clock.now();
      door.whenOpen(() => callbacks.announce(operation));
      return true;
    },
    openPage(request: SaleRequest): void {
      pages.set(request.reference, request);
    },
    pageOf: (reference: string) => pages.get(reference),

    /** On the Payment Page the payment comes into being only when the shopper confirms or refuses it. */
    shopperActs(reference: string, outcome: FakeOutcome): void {
      const page = pages.get(reference);
      if (page !== undefined && !operations.has(reference)) {
        if (outcome !== 'leave') finish(record(page), outcome);
        return;
      }
      const operation = waiting(reference, 'sale');
      if (operation.type === 'sale' && operation.missingNames.length > 0)
        throw new Error(`sale ${reference} waits for information`);
      if (operation.type === 'sale' && operation.flow === 'instructions')
        throw new Error(`sale ${reference} waits for a deposit`);
      finish(operation, outcome);
    },
    depositArrives(reference: string, amountMinor?: number): void {
      const operation = waiting(reference, 'sale');
      if (operation.type !== 'sale' || operation.flow !== 'instructions')
        throw new Error(`sale ${reference} has no account to pay to`);
      finish(operation, 'approve', amountMinor);
    },
    bankEndsPayout(reference: string, outcome: FakeOutcome): void {
      finish(waiting(reference, 'payout'), outcome);
    },
    bankReturnsPayout(reference: string): void {
      const operation = operations.get(reference);
      if (operation?.type !== 'payout' || operation.status !== 'paid')
        throw new Error(`no payout ${reference} was paid`);
      operation.isReturned = true;
      operation.changedAt = clock.now();
      callbacks.announce(operation);
    },

    /** A success that was never reached, signed by somebody who does not know the secret. */
    forge(reference: string): string {
      const operation = operations.get(reference) ?? begin(inventedSale(reference));
      return callbackBody({ ...operation, status: 'paid' }, { ...contextOf(operation), secret: `not ${secret}` });
    },
  };
}

function inventedSale(reference: string): SaleRequest {
  return {
    type: 'sale',
    flow: 'page',
    reference,
    amountMinor: 10_000,
    currency: 'KRW',
    customerId: '21',
    callbackUrl: null,
    returnUrls: null,
    missingNames: [],
  };
}
