import type { Mutation } from './mutation.ts';

const payment = 'packages/engine/src/payment';
const payout = 'packages/engine/src/payout';
const operation = 'packages/engine/src/decision/operation-changes.ts';

/** What is made of an outcome that is not known. */
export const outcomeMutations: readonly Mutation[] = [
  {
    name: 'payment-timeout-is-failure',
    defect: 'a charge whose answer was lost has failed',
    file: `${payment}/settle-payment.ts`,
    find: "return payment.status === 'pending' ? become(payment, { status: 'unknown' }, context) : unchanged(payment);",
    replace:
      "return isOpen(payment.status) ? settleFailure(payment, toFailure('provider_unreachable', 'timed_out'), context) : unchanged(payment);",
    seeds: 20,
  },
  {
    name: 'payment-timeout-is-success',
    defect: 'a charge whose answer was lost is paid',
    file: `${payment}/settle-payment.ts`,
    find: "return payment.status === 'pending' ? become(payment, { status: 'unknown' }, context) : unchanged(payment);",
    replace:
      "return payment.status === 'pending' ? settleSuccess(payment, { kind: 'succeeded', amount: money(payment.amountMinor, payment.currency), reference: currentAttempt(payment).reference, providerTransactionId: 'none', occurredAt: context.now, returnedMinor: 0 }, context) : unchanged(payment);",
    seeds: 20,
  },
  {
    name: 'payout-timeout-is-failure',
    defect: 'a payout whose answer was lost has failed',
    file: `${payout}/settle-payout.ts`,
    find: "return inTransit(payout, refunded, { status: 'unknown' }, context);\n    case 'declined'",
    replace:
      "return fail(payout, refunded, toFailure('provider_unreachable', 'timed_out'), context);\n    case 'declined'",
    seeds: 100,
  },
  {
    name: 'charge-sent-again',
    defect: 'a charge whose answer was lost is sent once more, under the same reference',
    file: `${payment}/create-payment.ts`,
    find: 'const verdict = await sendStart(dependencies, claimed, asked);',
    replace:
      "const first = await sendStart(dependencies, claimed, asked);\n          const verdict = first.kind === 'unknown' ? await sendStart(dependencies, claimed, asked) : first;",
    seeds: 20,
  },
  {
    name: 'charge-sent-again-under-new-name',
    defect: 'a charge whose answer was lost is sent once more, under a reference of its own',
    file: `${payment}/create-payment.ts`,
    find: 'const verdict = await sendStart(dependencies, claimed, asked);',
    replace:
      "const first = await sendStart(dependencies, claimed, asked);\n          const renamed = { ...claimed, operation: { ...claimed.operation, reference: (claimed.operation.reference + '2') as never } };\n          const verdict = first.kind === 'unknown' ? await sendStart(dependencies, renamed, asked) : first;",
    seeds: 20,
  },
  {
    name: 'failover-on-unknown',
    defect: 'a charge whose answer was lost is made at another provider',
    file: `${payment}/create-payment.ts`,
    find: 'claimNextAttempt(dependencies, claimed, verdict, (channel) =>',
    replace:
      "claimNextAttempt(dependencies, claimed, verdict.kind === 'unknown' ? { kind: 'not_created', reason: 'timed_out', provider: { code: null, message: null } } : verdict, (channel) =>",
    seeds: 100,
  },
  {
    name: 'payout-sent-again',
    defect: 'a payout that was asked about and not found is sent once more',
    file: `${payout}/sync-payout.ts`,
    find: 'await applyPayoutReading(dependencies, id, await inquirePayout(dependencies, payout), { countsAsCheck: true });',
    replace:
      "const { payoutPort } = await import('./ask-provider-about-payout.ts');\n  const asked = await inquirePayout(dependencies, payout);\n  if (asked.kind === 'absent') await payoutPort(dependencies, payout).send({ ...payout, amount: payout } as never, {});\n  await applyPayoutReading(dependencies, id, asked, { countsAsCheck: true });",
    seeds: 60,
  },
  {
    name: 'absence-without-visibility-delay',
    defect: '"not found" is believed before the provider shows what it has',
    file: operation,
    find: "manifest.inquiry.kind === 'eventual' ? manifest.inquiry.visibilityDelayMs : 0",
    replace: '0',
    seeds: 100,
  },
  {
    name: 'absence-at-once',
    defect: '"not found" is believed while the request may still be on its way',
    file: operation,
    find: 'return new Date(operation.sentAt.getTime() + leaseGraceMs + manifest.callTimeoutMs + visibilityDelayMs);',
    replace: 'return new Date(operation.sentAt.getTime() - visibilityDelayMs);',
    seeds: 60,
  },
  {
    name: 'old-claim-is-sent',
    defect: 'a process that slept between claim and call sends all the same, after others proved that nothing was sent',
    file: operation,
    find: 'return operation.sentAt !== null && now.getTime() - operation.sentAt.getTime() <= leaseGraceMs;',
    replace: 'return operation.sentAt !== null && now.getTime() >= operation.createdAt.getTime();',
    seeds: 1_500,
  },
  {
    name: 'claim-without-watch',
    defect: 'nobody takes a charge over when the process dies during the call',
    file: `${payment}/create-payment.ts`,
    find: 'jobs: [watch],\n    idempotency',
    replace: 'jobs: [],\n    idempotency',
    seeds: 150,
  },
  {
    name: 'ladder-ends',
    defect: 'after the last step of the ladder nobody asks any more',
    file: 'packages/engine/src/decision/ladder.ts',
    find: 'return new Date(now.getTime() + (delaysMs[checks] ?? afterwardsMs));',
    replace: 'return new Date(now.getTime() + (delaysMs[checks] ?? 1_000 * afterwardsMs));',
    seeds: 150,
  },
  {
    name: 'amount-not-compared',
    defect: 'a charge of another amount than was asked is shown as paid',
    file: `${payment}/settle-payment.ts`,
    find: "if (!sameMoney(amount, money(expectedMinor, payment.currency))) return 'amount';",
    replace: 'if (!sameMoney(amount, amount) || expectedMinor < 0) return "amount";',
    seeds: 60,
  },
  {
    name: 'late-money-ignored',
    defect: 'money that arrives after a payment had ended is not booked',
    file: `${payment}/settle-payment.ts`,
    find: 'const contradiction = contradictionOf(payment, news);\n  const isAllBack',
    replace:
      'if (!isOpen(payment.status) && !hasBeenPaid(payment.status)) return unchanged(payment);\n  const contradiction = contradictionOf(payment, news);\n  const isAllBack',
    seeds: 60,
  },
  {
    name: 'promise-of-failed-payout-kept',
    defect: 'a payout that gives a payment back and fails keeps its part of the refundable amount',
    file: `${payout}/settle-payout.ts`,
    find: 'amountRefundingMinor: payment.amountRefundingMinor - amountMinor,\n    amountByPayoutsMinor',
    replace: 'amountRefundingMinor: payment.amountRefundingMinor,\n    amountByPayoutsMinor',
    seeds: 60,
  },
];
