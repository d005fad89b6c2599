import { money, type Payout, type PayoutVerdict } from '@hangil/core';
import { ownerOf } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { concluded, newOperation } from '../decision/operation-changes.ts';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { providerOf } from '../payment/ask-provider.ts';
import { attemptsMax, mayFailOver } from '../payment/fail-over.ts';
import { payoutRequest, wouldDecide } from '../routing/decide.ts';
import { type LoadedPayout, mustLoadPayout } from './ask-provider-about-payout.ts';
import { opensAt } from './payout-opening.ts';
import { sendRequest } from './send-payout.ts';

/**
 * The commit between two tries of a payout: only when the first certainly does not exist at its provider. A decline never leads
 * here: money that was declined and leaves after all cannot be called back as a charge can.
 *
 * @returns null when the payout ends with this try: nothing may or can follow, or somebody else has taken it over
 */
export async function claimElsewhere(
  dependencies: EngineDependencies,
  claimed: LoadedPayout,
  verdict: PayoutVerdict,
): Promise<LoadedPayout | null> {
  if (verdict.kind !== 'not_created' || verdict.reason === 'provider_balance' || !mayFailOver(verdict, [])) return null;
  const channel = await nextChannel(dependencies, claimed.payout);
  if (channel === null) return null;
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const current = round === 0 ? claimed : await mustLoadPayout(dependencies, claimed.payout.id);
    const { payout, operation, refunded } = current;
    const isOurs = operation.id === claimed.operation.id && operation.fence === claimed.operation.fence;
    if (!isOurs || payout.status !== 'processing' || payout.inTransit) return { changes: null, value: null };
    const { id: channelId, provider, providerAccountId } = channel;
    const id = context.ids.next('op');
    const intent = {
      ...ownerOf(payout),
      id,
      kind: 'payout',
      subjectId: payout.id,
      providerAccountId,
      channelId,
    } as const;
    const next = newOperation(intent, provider, 'claimed', context);
    const moved: Payout = {
      ...payout,
      version: payout.version + 1,
      channelId,
      provider: provider.id,
      providerAccountId,
      operationId: id,
      reference: next.reference,
      nextCheckAt: next.leaseUntil,
    };
    const dueAt = next.leaseUntil ?? context.now;
    return {
      changes: {
        payouts: [moved],
        operations: [concluded(operation, verdict, true, context.now), next],
        jobs: [{ kind: 'schedule', jobKind: 'watch_payout', subjectId: payout.id, dueAt }],
      },
      value: { payout: moved, operation: next, refunded },
    };
  });
}

/** The best channel that was not tried and could send it this minute, as the payout stands. */
async function nextChannel(dependencies: EngineDependencies, payout: Payout): Promise<Channel | null> {
  const { routing, customer, metadata, amountMinor, currency } = payout;
  if (routing.rule === 'requested') return null;
  const tried = new Set((await dependencies.store.operationsOf(payout.id)).map(({ channelId }) => channelId));
  if (tried.size >= attemptsMax) return null;
  const asked = {
    methodType: 'bank_transfer',
    amount: money(amountMinor, currency),
    customer,
    metadata,
    channelId: null,
  } as const;
  const now = dependencies.clock.now();
  const { channels } = await wouldDecide(dependencies, payout, payoutRequest(payout, asked, payout.id), now);
  const fits = (channel: Channel) =>
    !tried.has(channel.id) &&
    opensAt(channel, now) === null &&
    isAgreedTo(payout, channel) &&
    accepts(dependencies, payout, channel);
  return channels.find(fits) ?? null;
}

/** A channel whose payouts need a second person takes only one that has been agreed to. */
function isAgreedTo({ amountMinor, approvedBy }: Payout, { approvalAboveMinor }: Channel): boolean {
  return approvalAboveMinor === undefined || amountMinor <= approvalAboveMinor || approvedBy !== null;
}

function accepts(dependencies: EngineDependencies, payout: Payout, { id, providerAccountId }: Channel): boolean {
  const { payouts } = providerOf(dependencies, providerAccountId);
  return payouts !== undefined && (payouts.check?.(sendRequest({ ...payout, channelId: id })) ?? null) === null;
}
