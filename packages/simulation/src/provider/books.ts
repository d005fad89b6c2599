import type { ProviderReference } from '@hangil/core';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import type { Personality } from './personality.ts';

export type ChargeStatus = 'waiting' | 'approved' | 'deposit' | 'processing' | 'paid' | 'declined' | 'canceled';

/** Money given back of a charge. */
export interface Return {
  readonly id: string;
  /** Our name of the refund; null when it was made in the provider's console. */
  readonly reference: ProviderReference | null;
  readonly amountMinor: number;
  status: 'processing' | 'done' | 'declined';
}

/** What a question about something is answered with. */
export interface View {
  readonly status: ChargeStatus;
  readonly returnedMinor: number;
}

export interface Charge {
  readonly id: string;
  readonly reference: ProviderReference;
  /** As charged; the provider may round. */
  readonly amountMinor: number;
  readonly isDeposit: boolean;
  status: ChargeStatus;
  occurredAtMs: number;
  readonly returns: Return[];
  /** Views in the order in which questions see them. */
  readonly shown: { readonly fromMs: number; readonly view: View }[];
}

export interface Transfer {
  readonly id: string;
  readonly reference: ProviderReference;
  readonly amountMinor: number;
  status: 'processing' | 'paid' | 'declined';
  occurredAtMs: number;
  shownFromMs: number;
}

/** What really happened to money at one provider account, whatever was answered. */
export interface Books {
  readonly charges: Charge[];
  readonly transfers: Transfer[];
  /** Charges under one reference, oldest first. */
  chargesOf(reference: string): Charge[];
  transfersOf(reference: string): Transfer[];
  open(reference: ProviderReference, amountMinor: number, isDeposit: boolean, status: ChargeStatus): Charge;
  change(charge: Charge, status: ChargeStatus): void;
  giveBack(charge: Charge, reference: ProviderReference | null, amountMinor: number, status: Return['status']): Return;
  endReturn(charge: Charge, made: Return, status: Return['status']): void;
  send(reference: ProviderReference, amountMinor: number, status: Transfer['status']): Transfer;
  endTransfer(transfer: Transfer, status: Transfer['status']): void;
  /** What a question sees now; null when it sees nothing yet. */
  viewOf(charge: Charge): View | null;
}

export function createBooks(world: World, accountId: string, personality: Personality): Books {
  const random: Random = world.random('books', accountId);
  const charges: Charge[] = [];
  const transfers: Transfer[] = [];
  let serial = 0;
  const nextId = (prefix: string) => `${accountId}-${prefix}${++serial}`;

  function visibleFromMs(): number {
    return world.scheduler.nowMs + Math.floor(random.next() * personality.visibilityDelayMs);
  }

  function show(charge: Charge): void {
    const fromMs = Math.max(visibleFromMs(), charge.shown.at(-1)?.fromMs ?? 0);
    charge.shown.push({ fromMs, view: { status: charge.status, returnedMinor: returnedMinor(charge) } });
  }

  return {
    charges,
    transfers,
    chargesOf: (reference) => charges.filter((charge) => charge.reference === reference),
    transfersOf: (reference) => transfers.filter((transfer) => transfer.reference === reference),
    open(reference, amountMinor, isDeposit, status) {
      const { roundsToMinor } = personality;
      const charge: Charge = {
        id: nextId('c'),
        reference,
        amountMinor: Math.floor(amountMinor / roundsToMinor) * roundsToMinor,
        isDeposit,
        status,
        occurredAtMs: world.scheduler.nowMs,
        returns: [],
        shown: [],
      };
      charges.push(charge);
      show(charge);
      return charge;
    },
    change(charge, status) {
      charge.status = status;
      charge.occurredAtMs = world.scheduler.nowMs;
      show(charge);
    },
    giveBack(charge, reference, amountMinor, status) {
      const made: Return = { id: nextId('r'), reference, amountMinor, status };
      charge.returns.push(made);
      show(charge);
      return made;
    },
    endReturn(charge, made, status) {
      made.status = status;
      show(charge);
    },
    send(reference, amountMinor, status) {
      const transfer: Transfer = {
        id: nextId('t'),
        reference,
        amountMinor,
        status,
        occurredAtMs: world.scheduler.nowMs,
        shownFromMs: visibleFromMs(),
      };
      transfers.push(transfer);
      return transfer;
    },
    endTransfer(transfer, status) {
      transfer.status = status;
      transfer.occurredAtMs = world.scheduler.nowMs;
    },
    viewOf: (charge) => charge.shown.findLast(({ fromMs }) => fromMs <= world.scheduler.nowMs)?.view ?? null,
  };
}

export function returnedMinor({ returns }: Charge): number {
  return returns.filter(({ status }) => status === 'done').reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** What may still be given back, with what is under way taken off. */
export function returnableMinor(charge: Charge): number {
  if (charge.status !== 'paid') return 0;
  const promised = charge.returns.filter(({ status }) => status !== 'declined');
  return charge.amountMinor - promised.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
