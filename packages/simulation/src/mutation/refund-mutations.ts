import type { Mutation } from './mutation.ts';

const refund = 'packages/engine/src/refund';

/** Money back. */
export const refundMutations: readonly Mutation[] = [
  {
    name: 'refund-guard-dropped',
    defect: 'a refund may be larger than what is left',
    file: `${refund}/create-refund.ts`,
    find: 'if (amountMinor > refundable || amountMinor === 0) {',
    replace: 'if (amountMinor === 0) {',
    seeds: 40,
  },
  {
    name: 'refund-not-reserved',
    defect: 'a refund is sent without raising what is being refunded',
    file: `${refund}/create-refund.ts`,
    find: 'amountRefundingMinor: payment.amountRefundingMinor + amountMinor,',
    replace: 'amountRefundingMinor: payment.amountRefundingMinor,',
    seeds: 20,
  },
  {
    name: 'refund-timeout-is-failure',
    defect: 'a refund whose answer was lost has failed',
    file: `${refund}/settle-refund.ts`,
    find: "      return refund.status === 'unknown'\n        ? unchanged(refund, payment)\n        : { refund: next(refund, { status: 'unknown' }), payment, changes: {} };",
    replace: "      return fail(refund, payment, toFailure('provider_unreachable', 'timed_out'), context);",
    seeds: 300,
  },
  {
    name: 'refund-finals-overwritten',
    defect: 'later news changes a refund that had ended',
    file: `${refund}/settle-refund.ts`,
    find: "if (refund.status === 'succeeded' || refund.status === 'failed')",
    replace: "if (refund.status === 'failed' && news.kind === 'unknown')",
    seeds: 1_000,
  },
  {
    name: 'refund-absence-not-proven',
    defect: 'a refund that is not found at once was not made',
    file: `${refund}/send-refund.ts`,
    find: 'if (provenAt !== null && provenAt <= reading.askedAt) return settleRefundAbsence',
    replace: 'if (provenAt !== null) return settleRefundAbsence',
    seeds: 300,
  },
  {
    name: 'refund-journal-outside-commit',
    defect: 'the promise of a refund is not booked with its claim',
    file: `${refund}/create-refund.ts`,
    find: 'journalEntries: [refundRequested(entryContext(refund, context), entryFacts(refund, payment))],',
    replace: 'journalEntries: [refundRequested(entryContext(refund, context), entryFacts(refund, payment))].slice(1),',
    seeds: 20,
  },
  {
    name: 'refund-key-not-in-commit',
    defect: 'the Idempotency-Key of a refund is not written with its claim',
    file: `${refund}/create-refund.ts`,
    find: '        idempotency: claimKey(\n          payment,\n          idempotent,',
    replace: '        idempotency: claimKey(\n          payment,\n          idempotent && undefined,',
    seeds: 40,
  },
  {
    name: 'console-refund-counted-with-ours',
    defect: 'what the provider gave back for a refund of ours under way is booked as given back in its console too',
    file: 'packages/engine/src/payment/find-provider-refund.ts',
    find: 'const surplusMinor = news.returnedMinor - (amountRefundedMinor + amountRefundingMinor - amountByPayoutsMinor);',
    replace: 'const surplusMinor = news.returnedMinor - (amountRefundedMinor - amountByPayoutsMinor);',
    seeds: 100,
  },
  {
    name: 'console-refund-ignored',
    defect: 'what was given back in the console of the provider is not booked',
    file: 'packages/engine/src/payment/find-provider-refund.ts',
    find: 'if (surplusMinor <= 0) return { payment, changes: {} };',
    replace: 'if (surplusMinor <= Number.MAX_SAFE_INTEGER) return { payment, changes: {} };',
    seeds: 40,
  },
  {
    name: 'no-look-after-refund',
    defect: 'after a refund nobody looks whether the console had given something back meanwhile',
    file: `${refund}/send-refund.ts`,
    find: 'const jobs: JobChange[] = isFinal(moved) ? lookAgain(dependencies, current.payment, context.now) : [];',
    replace:
      'const jobs: JobChange[] = isFinal(moved) ? lookAgain(dependencies, current.payment, context.now).slice(1) : [];',
    seeds: 1_500,
  },
];
