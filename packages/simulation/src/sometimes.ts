/** States that a set of runs must have reached; a simulation that never gets there proves nothing about them. */
export const sometimes = [
  'crash',
  'crash after the provider acted, before it was written',
  'process stalls',
  'disk full',
  'notice before the answer',
  'notice forged',
  'notice about nothing we know',
  'notice that can no longer be read',
  'payment unknown, then paid',
  'payment unknown, then failed',
  'payment paid after it had ended',
  'payment quarantined',
  'payment taken by another provider than the first',
  'payment expired',
  'payment canceled',
  'deposit arrived',
  'refunds race',
  'refund waited for another',
  'refund unknown, then made',
  'refund unknown, then not made',
  'refunded in the console',
  'refund found that was made in the console',
  'payout unknown, then succeeded',
  'payout unknown, then failed',
  'payout gives a payment back',
  'answer replayed',
  'request met itself',
  'key reused for another body',
  'webhook delivered twice',
  'case opened for an unknown outcome',
] as const;

/** Reached only where the database is a file. */
export const sometimesInFiles = ['crash within a write'] as const;

export type SometimesName = (typeof sometimes)[number] | (typeof sometimesInFiles)[number];
