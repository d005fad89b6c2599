import type { PaymentLinkId } from '@hangil/core';
import { answerOnce, claimKey, ownerOf, type Present } from '../decision/answer-once.ts';
import { commit, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { firstChannel, wouldDecide } from '../routing/decide.ts';
import type { RoutingInputs } from '../routing/rules.ts';
import type { Scope } from '../store/records.ts';
import { beginUse, giveUseBack } from './begin-use.ts';
import type { CreatePaymentLinkInput, PaymentLink, PaymentLinks } from './payment-links.ts';

export function createPaymentLinks(dependencies: EngineDependencies): PaymentLinks {
  return {
    create: (scope, { linkUrl, ...input }, idempotent) =>
      answerOnce(dependencies, scope, idempotent, presentLink(dependencies), async (keyed) => {
        const { now, ids } = decisionContext(dependencies);
        const id = ids.next('plk');
        await assertServed(dependencies, scope, input, id);
        const link: PaymentLink = {
          kind: 'payment_link',
          id,
          version: 1,
          ...ownerOf(scope),
          key: null,
          parentId: null,
          status: 'active',
          createdAt: now,
          value: { ...input, url: linkUrl(id), usesBegun: 0, uses: [] },
        };
        const answer = keyed?.represent(link) ?? null;
        await commit(dependencies, {
          documents: [link],
          idempotency: claimKey(scope, keyed, { kind: 'document', id }, answer, now),
        });
        return link;
      }),

    deactivate: (scope, id, idempotent) =>
      answerOnce(dependencies, scope, idempotent, presentLink(dependencies), (keyed) =>
        commitDecision(dependencies, async () => {
          const link = owned(await dependencies.store.document('payment_link', id), scope);
          const deactivated = { ...link, version: link.version + 1, status: 'deactivated' };
          const answer = keyed?.represent(deactivated) ?? null;
          const resource = { kind: 'document', id } as const;
          return {
            changes: {
              documents: [deactivated],
              idempotency: claimKey(scope, keyed, resource, answer, dependencies.clock.now()),
            },
            value: deactivated,
          };
        }),
      ),

    beginUse: (scope, id) => beginUse(dependencies, scope, id),
    giveUseBack: (scope, id, orderId) => giveUseBack(dependencies, scope, id, orderId),
  };
}

/** @throws no_eligible_channel for the first method that nobody serves */
async function assertServed(
  dependencies: EngineDependencies,
  scope: Scope,
  { methods, amount, channelId }: Omit<CreatePaymentLinkInput, 'linkUrl'>,
  id: PaymentLinkId,
): Promise<void> {
  for (const word of methods) {
    const [method = '', wallet = null] = word.split('/');
    const inputs: RoutingInputs = {
      method,
      wallet,
      currency: amount.currency,
      amountMinor: amount.amountMinor,
      taxFreeAmountMinor: 0,
      customerCountry: null,
      metadata: {},
      livemode: scope.livemode,
    };
    const request = { inputs, requestedChannelId: channelId, splitKey: id };
    firstChannel(await wouldDecide(dependencies, scope, request, dependencies.clock.now()), channelId);
  }
}

function presentLink({ store }: EngineDependencies): (id: string) => Promise<Present<PaymentLink>> {
  return async (id) => {
    const value = await store.document('payment_link', id);
    if (value === null) throw new Error(`payment link ${id} is gone`);
    return { value, running: false, cameToNothing: false };
  };
}
