import { type BillingKeyPort, type BillingKeyVerdict, declined, notCreated } from '@hangil/core';
import { type Mutant, mutant } from './mutant.ts';

export const billingKeyMutants: readonly Mutant[] = [
  changedIssue('takes a lost key for one that was never issued', (verdict) =>
    verdict.kind === 'unknown' ? notCreated('provider_unavailable') : verdict,
  ),
  changedIssue('takes a lost key for a declined card', (verdict) =>
    verdict.kind === 'unknown' ? declined('timed_out') : verdict,
  ),
  changedKeys('issues a key again when the answer is lost', (keys) => ({
    async issue(request, context) {
      const verdict = await keys.issue(request, context);
      return verdict.kind === 'unknown' ? keys.issue(request, context) : verdict;
    },
  })),
  changedKeys('shows the whole number of the card', (keys) => ({
    async issue(request, context) {
      const verdict = await keys.issue(request, context);
      if (verdict.kind !== 'issued' || request.method.type !== 'key_in') return verdict;
      return { ...verdict, card: { ...verdict.card, maskedNumber: request.method.card.cardNumber } };
    },
  })),
  changedKeys('says that a key is deleted and keeps it', () => ({ delete: async () => ({ kind: 'deleted' }) })),
  changedKeys('finds no key when the inquiry of one that exists is asked', () => ({
    inquire: async () => ({ kind: 'absent' }),
  })),
];

function changedKeys(name: string, change: (keys: BillingKeyPort) => Partial<BillingKeyPort>): Mutant {
  return mutant(name, 'billing keys', ({ billingKeys }) => ({
    billingKeys: { ...billingKeys, ...change(billingKeys) },
  }));
}

function changedIssue(name: string, toWrong: (verdict: BillingKeyVerdict) => BillingKeyVerdict): Mutant {
  return changedKeys(name, (keys) => ({
    issue: async (request, context) => toWrong(await keys.issue(request, context)),
  }));
}
