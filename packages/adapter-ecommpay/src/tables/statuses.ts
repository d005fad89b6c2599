/**
 * What a payment or operation status says.
 *
 * `refused` = the request did not pass the platform's checks: final for a Gate request, while a shopper on the Payment Page may
 * still pay. `shopper`, `deposit` and `provider` = still open, and who is waited for.
 */
export type StatusMeaning =
  | 'paid'
  | 'returned'
  | 'partly_returned'
  | 'failed'
  | 'refused'
  | 'shopper'
  | 'deposit'
  | 'provider';

/** Statuses of the official libraries and shop plugins (ITECOMMPAY repositories, read in 2026). `cancelled` and `canceled` both occur. */
const statuses: Readonly<Record<Exclude<StatusMeaning, 'provider'>, readonly string[]>> = {
  paid: ['success'],
  returned: ['refunded', 'reversed'],
  partly_returned: ['partially refunded', 'partially reversed'],
  failed: ['decline', 'expired', 'internal error', 'external error', 'cancelled', 'canceled'],
  refused: ['error'],
  shopper: [
    'awaiting redirect result',
    'awaiting 3ds result',
    'awaiting clarification',
    'awaiting clarify data',
    'awaiting customer',
    'awaiting customer action',
  ],
  deposit: ['awaiting payment'],
};

const meanings: ReadonlyMap<string, StatusMeaning> = new Map(
  Object.entries(statuses).flatMap(([meaning, words]) =>
    words.map((word) => [word, meaning as StatusMeaning] as const),
  ),
);

/** Every other word, known or not, means that the provider is at work: never success, never failure. */
export function toStatusMeaning(status: string | null): StatusMeaning {
  return meanings.get((status ?? '').trim().toLowerCase()) ?? 'provider';
}
