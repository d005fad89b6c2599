import {
  absent,
  type BillingKeyPort,
  type BillingKeyVerdict,
  declined,
  type IssueBillingKeyRequest,
  type IssuedBillingKey,
  notCreated,
} from '@hangil/core';
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
  changedKeys('finds no key when the inquiry fails', (keys) => ({
    async inquire(key, context) {
      const reading = await keys.inquire(key, context);
      return reading.kind === 'unknown' ? absent : reading;
    },
  })),
  changedKeys('takes the window that it opens for a key', (keys) => ({
    async issue(request, context) {
      const verdict = await keys.issue(request, context);
      return verdict.kind === 'pending' ? invented(request) : verdict;
    },
  })),
  changedKeys('makes a key of whatever the browser brings', (keys) => ({
    async confirm(request, context) {
      const verdict = await keys.confirm(request, context);
      return verdict.kind === 'declined' ? invented(request.key) : verdict;
    },
  })),
  changedKeys('takes a lost confirm of a key for a refusal', (keys) => ({
    async confirm(request, context) {
      const verdict = await keys.confirm(request, context);
      return verdict.kind === 'unknown' ? declined('timed_out') : verdict;
    },
  })),
  changedKeys('confirms a key again when the answer is lost', (keys) => ({
    async confirm(request, context) {
      const verdict = await keys.confirm(request, context);
      if (verdict.kind === 'unknown') await keys.confirm(request, context);
      return verdict;
    },
  })),
  changedKeys('finds no key when the inquiry of one that exists is asked', () => ({
    inquire: async () => ({ kind: 'absent' }),
  })),
];

function invented({ reference, channelId }: Pick<IssueBillingKeyRequest, 'reference' | 'channelId'>): IssuedBillingKey {
  return {
    kind: 'issued',
    reference,
    providerKey: 'invented',
    card: { company: null, maskedNumber: null },
    channels: [{ channelId, pgName: null, status: 'active', provider: null }],
  };
}

function changedKeys(
  name: string,
  change: (keys: Required<BillingKeyPort>) => Partial<Required<BillingKeyPort>>,
): Mutant {
  return mutant(name, 'billing keys', ({ billingKeys }) => ({
    billingKeys: { ...billingKeys, ...change(billingKeys) },
  }));
}

function changedIssue(name: string, toWrong: (verdict: BillingKeyVerdict) => BillingKeyVerdict): Mutant {
  return changedKeys(name, (keys) => ({
    issue: async (request, context) => toWrong(await keys.issue(request, context)),
  }));
}
