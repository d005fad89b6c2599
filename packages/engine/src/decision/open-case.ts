import type { Case, Scope } from '../store/records.ts';
import { ownerOf } from './answer-once.ts';
import type { DecisionContext } from './decision-context.ts';

/** Something a person must see. The same kind about the same subject is opened once, unless `distinction` tells two apart. */
export function openCase(
  owner: Scope,
  subject: Pick<Case, 'kind' | 'subjectId' | 'amountMinor' | 'currency' | 'evidence'> & {
    readonly distinction?: string;
  },
  { now, ids }: DecisionContext,
): Case {
  const { kind, subjectId, amountMinor, currency, evidence, distinction } = subject;
  const key = [kind, subjectId, distinction].filter((part) => part !== undefined).join(':');
  return {
    id: ids.next('case'),
    key,
    status: 'open',
    ...ownerOf(owner),
    kind,
    subjectId,
    amountMinor,
    currency,
    evidence,
    openedAt: now,
    resolution: null,
  };
}
