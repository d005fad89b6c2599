import { ownerOf } from '../decision/answer-once.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Scope } from '../store/records.ts';

/** The outcome became known after all: a case about it ends by itself. */
export function outcomeIsKnown(subject: Scope & { readonly id: string }, now: Date): Pick<ChangeSet, 'resolvedCases'> {
  return { resolvedCases: [settledItself(subject, `unknown_outcome:${subject.id}`, now)] };
}

export function settledItself(owner: Scope, key: string, resolvedAt: Date) {
  const resolution = { action: 'settled_itself', note: null, providerTransactionId: null, resolvedAt } as const;
  return { ...ownerOf(owner), key, resolution };
}
