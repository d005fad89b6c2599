import type { Payout, PayoutBatchId } from '@hangil/core';
import type { Store } from '@hangil/engine';
import { type Cell, csvByteOrderMark, csvLine } from '../csv.ts';
import { maskAccountNumber } from '../payouts/present-payout.ts';
import { presentInstantOrNull } from '../present-common.ts';
import { payoutColumns } from './columns.ts';

const rowsPerRead = 500;

const resultColumns = [
  'row',
  ...payoutColumns,
  'payout_id',
  'status',
  'failure_code',
  'failure_reason',
  'failure_message',
  'failure_message_ko',
  'provider_code',
  'provider_message',
  'provider_payout_id',
  'available_at',
  'succeeded_at',
  'failed_at',
];

/** One line for each row, with what became of it; account numbers are masked. */
export function resultCsv(store: Store, batchId: PayoutBatchId): AsyncGenerator<string> {
  return linesOf(store, batchId, undefined, resultColumns, (payout) => {
    const { failure, destination } = payout;
    const masked = { ...destination, accountNumber: maskAccountNumber(destination.accountNumber) };
    return [
      payout.row,
      ...inputCells({ ...payout, destination: masked }),
      payout.id,
      payout.status,
      failure?.code ?? null,
      failure?.reason ?? null,
      failure?.message.en ?? null,
      failure?.message.ko ?? null,
      failure?.provider.code ?? null,
      failure?.provider.message ?? null,
      payout.providerPayoutId,
      presentInstantOrNull(payout.availableAt),
      presentInstantOrNull(payout.succeededAt),
      presentInstantOrNull(payout.failedAt),
    ];
  });
}

/** The failed rows as they were given, whole: to be corrected, given new references and sent again. */
export function failedCsv(store: Store, batchId: PayoutBatchId): AsyncGenerator<string> {
  return linesOf(store, batchId, 'failed', payoutColumns, inputCells);
}

async function* linesOf(
  store: Store,
  batchId: PayoutBatchId,
  status: 'failed' | undefined,
  header: readonly string[],
  cellsOf: (payout: Payout) => readonly Cell[],
): AsyncGenerator<string> {
  yield csvByteOrderMark + csvLine(header);
  const filter = status === undefined ? {} : { status };
  for (let afterRow = 0; ; ) {
    const payouts = await store.payoutsOfBatch(batchId, { ...filter, afterRow, limit: rowsPerRead });
    const last = payouts.at(-1);
    if (last === undefined) return;
    afterRow = last.row ?? 0;
    yield payouts.map((payout) => csvLine(cellsOf(payout))).join('');
  }
}

function inputCells({ merchantReference, amountMinor, currency, destination, customer }: Payout): Cell[] {
  return [
    merchantReference,
    amountMinor,
    currency,
    destination.bankCode,
    destination.providerBankId,
    destination.accountNumber,
    destination.holderName,
    customer.id,
    customer.firstName,
    customer.lastName,
    customer.email,
    customer.ipAddress,
  ];
}
