import { hasBeenPaid, type Money, money, type Payment } from '@hangil/core';
import { disputeHeld, disputeLost, disputeOpened, disputeReserve, disputeWon } from '@hangil/ledger';
import type { PlanTemplate, TemplateRequest } from './entry-template.ts';
import { channelOfPayment, entriesOfPayment, mustLoadPayment, refused } from './template-reads.ts';

export const planDisputeOpened: PlanTemplate<'dispute_open'> = async (request, fields) => {
  const { paymentId, disputeId, amountMinor, feeMinor, heldBack } = fields;
  const payment = await mustLoadPayment(request, paymentId);
  if (!hasBeenPaid(payment.status)) throw refused('The payment was not paid.');
  if (amountMinor > payment.amountPaidMinor) throw refused('More is disputed than was paid.');
  const event = {
    disputeId,
    paymentId,
    channel: channelOfPayment(payment),
    amount: money(amountMinor, payment.currency),
    book: heldBack ? 'platform' : 'own',
  } as const;
  return { journalEntries: [disputeOpened(request.header(), { ...event, feeMinor })] };
};

export const planDisputeWon: PlanTemplate<'dispute_won'> = async (request, fields) => ({
  journalEntries: [disputeWon(request.header(), await openDispute(request, fields))],
});

export const planDisputeLost: PlanTemplate<'dispute_lost'> = async (request, { borneBy, ...fields }) => {
  const dispute = await openDispute(request, fields);
  if (dispute.book === 'platform' && borneBy === 'operator')
    throw refused('What is held back from the merchant is its loss: book the relief of it by hand.');
  return { journalEntries: [disputeLost(request.header(), { ...dispute, borneBy })] };
};

/** A dispute as it was opened. That it has not ended yet is held by the source key of its end. */
async function openDispute(
  request: TemplateRequest,
  { paymentId, disputeId }: { readonly paymentId: Payment['id']; readonly disputeId: string },
) {
  const payment = await mustLoadPayment(request, paymentId);
  const channel = channelOfPayment(payment);
  const key = (step: 'open' | 'end') => `dispute_${step}:${channel.provider}:${disputeId}`;
  const entries = await entriesOfPayment(request, paymentId);
  const opened = entries.find(({ sourceKey }) => sourceKey === key('open'));
  if (opened === undefined) throw refused('No such dispute of the payment is booked.');
  if (entries.some(({ sourceKey }) => sourceKey === key('end'))) throw refused('The dispute has ended already.');
  const held = opened.lines.find(({ account }) => account === disputeHeld(channel));
  const amount: Money = money(held?.amountMinor ?? 0, payment.currency);
  const isHeldBack = opened.lines.some(({ account }) => account === disputeReserve(payment.merchantId));
  return { disputeId, paymentId, channel, amount, book: isHeldBack ? 'platform' : 'own' } as const;
}
