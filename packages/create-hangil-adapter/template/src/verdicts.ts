import { refusedAs } from '@hangil/adapter-kit';
import {
  type Declined,
  type DeclineReason,
  declined,
  type NotCreated,
  type PendingPayment,
  type ProviderReference,
  type SucceededPayment,
  type Unknown,
  unknown,
} from '@hangil/core';
import type { Charge, Refusal } from './wire.ts';

/** The provider's words for "no". */
const reasons: ReadonlyMap<string, DeclineReason> = new Map([
  ['no_funds', 'insufficient_funds'],
  ['card_expired', 'card_expired'],
  ['card_blocked', 'lost_or_stolen'],
  ['duplicate', 'duplicate'],
  ['too_much', 'refund_not_possible'], // @only refunds
]);

/** A refusal whose word is not known says neither yes nor no. */
export function toRefusal({ error }: Refusal): Declined | NotCreated | Unknown {
  return refusedAs({ code: error, message: null }, { declined: reasons });
}

export function declinedAs(code: string | null, id: string): Declined {
  return declined(reasons.get(code ?? '') ?? 'other', { code, message: null }, id);
}

/** What a charge says about the payment. Everything is told as the provider has it, so that the engine can compare. */
export function toPayment(charge: Charge): SucceededPayment | PendingPayment | Declined | Unknown {
  const { id, state, decided_at: decidedAt, decline_code: code = null } = charge;
  switch (state) {
    case 'paid':
      if (!decidedAt) return unknown('paid without a time');
      return {
        kind: 'succeeded',
        amount: charge.amount,
        reference: charge.reference as ProviderReference,
        providerTransactionId: id,
        occurredAt: new Date(decidedAt),
        returnedMinor: charge.returned,
      };
    case 'declined':
      return declinedAs(code, id);
    case 'processing':
      return { kind: 'pending', waitsFor: 'provider', nextAction: null, providerTransactionId: id };
    // @if shopper
    case 'open':
    case 'approved': // @only confirm
      return toShopper(charge);
    // @end
    // @if virtual_account
    case 'awaiting_deposit':
      return toDeposit(charge);
    case 'canceled':
    case 'expired':
      return declined('timed_out', { code: state, message: null }, id);
    // @end
    default:
      return unknown('a state that is not documented');
  }
}
// @if shopper

/** The shopper is sent to the provider's page. */
function toShopper({ id, pay_url: url }: Charge): PendingPayment | Unknown {
  if (!url) return unknown('open without a page');
  const nextAction = { type: 'redirect', url, method: 'GET', fields: {} } as const;
  return { kind: 'pending', waitsFor: 'shopper', nextAction, providerTransactionId: id };
}
// @end
// @if virtual_account

/** The shopper is shown an account that takes this payment alone. */
function toDeposit({ id, account }: Charge): PendingPayment | Unknown {
  if (!account) return unknown('waiting for a deposit without an account');
  const nextAction = {
    type: 'display_virtual_account',
    bankCode: account.bank_code,
    bankName: null,
    accountNumber: account.number,
    holderName: account.holder ?? null,
    dueAt: new Date(account.due_at),
  } as const;
  return { kind: 'pending', waitsFor: 'deposit', nextAction, providerTransactionId: id };
}
// @end
