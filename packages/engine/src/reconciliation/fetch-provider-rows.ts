import { PaymentGatewayError, type ProviderAccountId, type ProviderReportRow } from '@hangil/core';
import { type ProviderRow, sha256 } from '@hangil/ledger';
import type { EngineDependencies } from '../engine-dependencies.ts';

/** Far more than a provider does in a period that it lists at once. */
const pagesMax = 1_000;

export interface FetchedRows {
  readonly rows: readonly ProviderRow[];
  /** Of what was listed, so that the same list is compared once. */
  readonly hash: string;
}

/**
 * Asks a provider for what it did in a period. Its rows carry our references as keys.
 *
 * @throws invalid_request when it has no list, provider_unreachable when it does not answer whole
 */
export async function fetchProviderRows(
  { directory, sha256: digest = sha256 }: EngineDependencies,
  {
    providerAccountId,
    from,
    to,
  }: { readonly providerAccountId: ProviderAccountId; readonly from: Date; readonly to: Date },
): Promise<FetchedRows> {
  const reports = directory.provider(providerAccountId)?.reports;
  if (reports === undefined) {
    const detail = 'This provider has no list that can be asked for: send its file or its rows.';
    throw new PaymentGatewayError('invalid_request', { param: 'rows', detail });
  }
  const listed: ProviderReportRow[] = [];
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await reports.operations({ from, to, offset: listed.length }, {});
    if (answer.kind === 'unknown')
      throw new PaymentGatewayError('provider_unreachable', { detail: 'The provider did not give its list.' });
    listed.push(...answer.rows);
    if (!answer.hasMore || answer.rows.length === 0) break;
  }
  const rows = listed.flatMap(toRow).map((row, index) => ({ ...row, row: index + 1 }));
  return { rows, hash: digest(JSON.stringify(rows)) };
}

function toRow({
  providerOperationId,
  reference,
  kind,
  status,
  amount,
  completedAt,
  createdAt,
}: ProviderReportRow): Omit<ProviderRow, 'row'>[] {
  const occurredAt = completedAt ?? createdAt;
  if (status !== 'succeeded' || (kind !== 'payment' && kind !== 'refund')) return [];
  if (amount === null || amount.amountMinor === 0 || occurredAt === null) return [];
  const { amountMinor, currency } = amount;
  const untold = { taxFreeMinor: null, vatMinor: null, feeMinor: null };
  return [{ direction: kind, key: reference ?? providerOperationId, amountMinor, currency, occurredAt, ...untold }];
}
