import { answerOnce, claimKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Document, DocumentValues } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import { routingState, routingStateKey } from './load-routing.ts';

type StateValue = DocumentValues['routing_state'];

const untouched: StateValue = { activeVersion: 0, latestVersion: 0, closures: [] };

export interface StateChange<Value> {
  /** The same object when nothing is to be changed. */
  readonly state: StateValue;
  readonly changes?: ChangeSet;
  readonly value: (state: StateValue) => Promise<Value>;
}

/** Changes what routing of a book goes by, in one commit with what belongs to it. */
export async function changeState<Value>(
  dependencies: EngineDependencies,
  scope: Scope,
  decide: (state: StateValue, context: DecisionContext) => Promise<StateChange<Value>>,
  idempotent?: KeyedRequest<Value>,
): Promise<Value> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const known = await routingState(dependencies, scope);
    const before = known?.value ?? untouched;
    const { state, changes = {}, value } = await decide(before, context);
    const given = await value(state);
    const next = nextState(known, scope, state, context);
    const response = idempotent?.represent(given) ?? null;
    const idempotency = claimKey(scope, idempotent, { kind: 'document', id: next.id }, response, context.now);
    if (state === before) return { changes: idempotency === undefined ? null : { idempotency }, value: given };
    return { changes: { ...changes, documents: [...(changes.documents ?? []), next], idempotency }, value: given };
  });
}

/** The same under the caller's key: its answer is kept in the commit, so a repeated request changes nothing. */
export function changeStateOnce<Value>(
  dependencies: EngineDependencies,
  scope: Scope,
  idempotent: IdempotentRequest<Value> | undefined,
  decide: (state: StateValue, context: DecisionContext) => Promise<StateChange<Value>>,
): Promise<Answer<Value>> {
  const noPresent = () => Promise.reject(new Error('every answer about routing is kept'));
  return answerOnce(dependencies, scope, idempotent, noPresent, (keyed) =>
    changeState(dependencies, scope, decide, keyed),
  );
}

function nextState(
  known: Document<'routing_state'> | null,
  scope: Scope,
  value: StateValue,
  { ids, now }: DecisionContext,
): Document<'routing_state'> {
  return {
    kind: 'routing_state',
    id: known?.id ?? ids.next('rts'),
    version: (known?.version ?? 0) + 1,
    ...ownerOf(scope),
    key: routingStateKey,
    parentId: null,
    status: 'active',
    createdAt: known?.createdAt ?? now,
    value,
  };
}
