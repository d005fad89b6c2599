import type { Scope, Store } from '@hangil/engine';
import { type OperationRow, paymentRow, payoutRow, refundRow } from './operation-rows.ts';

export interface ExportFilter {
  /** From and including. */
  readonly createdFrom: Date | undefined;
  /** To and excluding. */
  readonly createdTo: Date | undefined;
  readonly type: OperationRow['operation_type'] | undefined;
}

/** Payments, refunds and payouts of a book in one list, oldest first, one row in memory of each kind. */
export async function* everyOperation(store: Store, scope: Scope, filter: ExportFilter): AsyncGenerator<OperationRow> {
  const sources = [
    rows('payment', store.everyPayment(scope), paymentRow),
    rows('refund', store.everyRefund(scope), refundRow),
    rows('payout', store.everyPayout(scope), payoutRow),
  ];
  for await (const row of mergedByTime(sources)) if (isAsked(row, filter)) yield row;

  async function* rows<Item>(
    type: OperationRow['operation_type'],
    items: AsyncIterable<Item>,
    toRow: (item: Item) => OperationRow,
  ) {
    if (filter.type !== undefined && filter.type !== type) return;
    for await (const item of items) yield toRow(item);
  }
}

/** Each source is in the order of time already. */
async function* mergedByTime(sources: readonly AsyncGenerator<OperationRow>[]): AsyncGenerator<OperationRow> {
  const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })));
  for (;;) {
    const [first] = heads
      .filter(({ next }) => next.done !== true)
      .sort((left, right) => (createdAt(left.next) < createdAt(right.next) ? -1 : 1));
    if (first === undefined) return;
    yield first.next.value as OperationRow;
    first.next = await first.source.next();
  }
}

function createdAt({ value }: IteratorResult<OperationRow>): string {
  return (value as OperationRow).created_at;
}

function isAsked({ created_at }: OperationRow, { createdFrom, createdTo }: ExportFilter): boolean {
  const at = Date.parse(created_at);
  return (
    (createdFrom === undefined || at >= createdFrom.getTime()) && (createdTo === undefined || at < createdTo.getTime())
  );
}
