import { type IssueBillingKeyRequest, PaymentGatewayError, providerReference } from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { isBeingSent, newOperation } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callUnderClaim } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';
import { concludeKeyCall, keyEndOf } from './ask-about-billing-key.ts';
import { type BillingKey, isBeingIssued, keyPortOf, type LoadedBillingKey, mustLoadKey } from './billing-key.ts';
import type { BillingKeys, IssueBillingKeyInput } from './billing-keys.ts';
import { chooseKeyChannel } from './choose-key-channel.ts';

export function makeIssueBillingKey(dependencies: EngineDependencies): BillingKeys['issue'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => presentKey(dependencies, id),
      async (keyed) => {
        const claimed = await claimIssue(dependencies, scope, input, keyed);
        const { billingKey, operation } = claimed;
        const port = keyPortOf(dependencies, billingKey);
        const verdict = await callUnderClaim(dependencies, 'billingKeys.issue', operation, () =>
          port.issue(issueRequest(billingKey, input), {}),
        );
        return afterProviderCall(concludeKeyCall(dependencies, claimed, verdict, idempotent));
      },
    );
}

/** The key a request led to, and whether the call that makes it is still under way. */
export async function presentKey(dependencies: EngineDependencies, id: string): Promise<Present<BillingKey>> {
  const { billingKey, operation } = await mustLoadKey(dependencies, id);
  return {
    value: billingKey,
    running: isBeingIssued(billingKey) && isBeingSent(operation, dependencies.clock.now()),
    cameToNothing: keyEndOf(billingKey) === 'free',
  };
}

/** First commit: the key without what it is made of, the intent with its reference, and the watch should we be gone. */
async function claimIssue(
  dependencies: EngineDependencies,
  scope: Scope,
  input: IssueBillingKeyInput,
  keyed: KeyedRequest<BillingKey> | undefined,
): Promise<LoadedBillingKey> {
  const context = decisionContext(dependencies);
  const setup = dependencies.directory.merchant(scope.merchantId);
  if (setup === null) throw new PaymentGatewayError('no_eligible_channel');
  const [id, operationId] = [context.ids.next('bk'), context.ids.next('op')];
  const { method, customer, returnUrl } = input;
  const reference = providerReference(operationId);
  const channel = chooseKeyChannel(dependencies, setup, input, { reference, method, customer, returnUrl });
  const owner = { ...ownerOf(scope), providerAccountId: channel.providerAccountId, channelId: channel.id };
  const intent = { ...owner, id: operationId, kind: 'billing_key', subjectId: id } as const;
  const operation = newOperation(intent, channel.provider, 'claimed', context);
  const dueAt = operation.leaseUntil ?? context.now;
  const billingKey: BillingKey = {
    kind: 'billing_key',
    id,
    version: 1,
    ...ownerOf(scope),
    key: null,
    parentId: customer.id,
    status: 'pending',
    createdAt: context.now,
    value: {
      provider: channel.provider.id,
      providerAccountId: channel.providerAccountId,
      channelId: channel.id,
      operationId,
      reference: operation.reference,
      providerKey: null,
      issuedBy: method.type,
      customer,
      returnUrl,
      card: { company: null, maskedNumber: null },
      channels: [],
      nextAction: null,
      failure: null,
      deletion: null,
      metadata: input.metadata,
      checks: 0,
      issuedAt: null,
      nextCheckAt: dueAt,
    },
  };
  await commit(dependencies, {
    documents: [billingKey],
    operations: [operation],
    jobs: [{ kind: 'schedule', jobKind: 'watch_billing_key', subjectId: id, dueAt }],
    idempotency: claimKey(scope, keyed, { kind: 'document', id }, null, context.now),
  });
  return { billingKey, operation };
}

function issueRequest({ value }: BillingKey, input: IssueBillingKeyInput): IssueBillingKeyRequest {
  const { method, customer, returnUrl, providerOptions } = input;
  const { channelId, reference, provider } = value;
  return { channelId, reference, method, customer, returnUrl, providerOptions: providerOptions?.[provider] ?? {} };
}
