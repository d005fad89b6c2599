import {
  absent,
  type Clock,
  type Declined,
  type Money,
  money,
  type NotCreated,
  notCreated,
  type PaymentProvider,
  type ProviderManifest,
  type ProviderReference,
  type RawProviderEvent,
  unknown,
} from '@hangil/core';

import { createTestKeys, type TestKeys } from './test-keys.ts';

/** What the provider does with the next call that moves money. "Lost" answers end in an unknown verdict. */
export type Behaviour = 'approve' | 'decline' | 'wait' | 'lost_before' | 'lost_after' | 'unreachable';

interface Entry {
  readonly providerId: string;
  readonly amount: Money;
  /** `approved`: the shopper is done, and the money moves with our confirm. */
  status: 'waiting' | 'approved' | 'done' | 'declined';
  returnedMinor: number;
  times: number;
  /** How often a confirm moved the money. */
  confirms: number;
}

/** A provider at the level of the port, with its own books: what really happened to money, whatever was answered. */
export interface TestProvider {
  readonly provider: PaymentProvider;
  readonly payments: Map<string, Entry>;
  readonly payouts: Map<string, Entry>;
  readonly calls: string[];
  readonly keys: TestKeys;
  next(...behaviours: Behaviour[]): void;
  /** The next payouts are answered with these, and nothing is done. */
  refusePayouts(...refusals: (NotCreated | Declined)[]): void;
  /** The shopper pays in the window, or declines. */
  shopper(reference: string, outcome: 'approve' | 'decline'): void;
  /** From now on the provider reports these instead of the truth. */
  distort(facts: { amount?: Money; reference?: string } | null): void;
  silence(silent: boolean): void;
  /** More money on an account that has been paid. */
  depositAgain(reference: string, id: string, amount: Money): void;
  event(reference: string): RawProviderEvent;
  /** The next call that moves money, or the next question, waits until released; its answer is what was true when it came in. */
  hold(what?: 'act' | 'inquire'): { readonly entered: Promise<void>; release(): void };
}

export const testManifest: ProviderManifest = {
  id: 'testbank',
  name: { ko: '시험은행', en: 'Test Bank' },
  paymentMethods: ['card', 'key_in', 'billing_key', 'virtual_account'],
  payoutMethods: ['bank_transfer'],
  currencies: ['KRW'],
  createIdempotency: 'none',
  inquiry: { kind: 'eventual', visibilityDelayMs: 20_000 },
  refunds: { offered: true, partial: true, idempotency: 'expected_balance' },
  events: { trust: 'hint' },
  callTimeoutMs: 30_000,
};

/**
 * @param confirms - the shopper's approval moves nothing: our confirm does
 * @param hasOwnClock - it takes schedules and charges them by itself
 */
export function createTestProvider(
  clock: Clock,
  manifest: ProviderManifest = testManifest,
  confirms = false,
  hasOwnClock = false,
): TestProvider {
  const payments = new Map<string, Entry>();
  const payouts = new Map<string, Entry>();
  const calls: string[] = [];
  const behaviours: Behaviour[] = [];
  const furtherDeposits = new Map<string, { id: string; amount: Money; occurredAt: Date }[]>();
  const refusals: (NotCreated | Declined)[] = [];
  let distortion: { amount?: Money; reference?: string } | null = null;
  let silent = false;
  let serial = 0;
  let gate: { what: 'act' | 'inquire'; entered: () => void; released: Promise<void> } | null = null;

  async function passGate(what: 'act' | 'inquire'): Promise<void> {
    const current = gate;
    if (current?.what !== what) return;
    gate = null;
    current.entered();
    await current.released;
  }

  function enter(books: Map<string, Entry>, reference: string, amount: Money, status: Entry['status']): Entry {
    const existing = books.get(reference);
    if (existing !== undefined) existing.times += 1;
    const entry = existing ?? { providerId: `tb_${++serial}`, amount, status, returnedMinor: 0, times: 1, confirms: 0 };
    books.set(reference, entry);
    return entry;
  }

  function success(entry: Entry, reference: string, amount: Money = entry.amount) {
    return {
      kind: 'succeeded' as const,
      amount: distortion?.amount ?? amount,
      reference: (distortion?.reference ?? reference) as ProviderReference,
      providerTransactionId: entry.providerId,
      occurredAt: clock.now(),
    };
  }

  function read(books: Map<string, Entry>, reference: string) {
    if (silent) return unknown('headers timeout');
    const entry = books.get(reference);
    if (entry === undefined) return absent;
    if (entry.status === 'done') {
      const more = furtherDeposits.get(reference);
      const further = more === undefined ? {} : { furtherDeposits: more };
      return { ...success(entry, reference), returnedMinor: entry.returnedMinor, ...further };
    }
    return entry.status === 'declined'
      ? { kind: 'declined' as const, reason: 'other' as const, provider: { code: 'D1', message: 'no' } }
      : { kind: 'pending' as const, waitsFor: 'shopper' as const, nextAction: null };
  }

  /** As a provider does that knows no repetition: every confirm of an approved payment moves its money. */
  async function confirmEntry(entry: Entry | undefined, reference: string, providerPaymentId: string) {
    calls.push('confirm');
    await passGate('act');
    const behaviour = behaviours.shift() ?? 'approve';
    if (behaviour === 'unreachable') return notCreated('provider_unavailable');
    if (behaviour === 'lost_before') return unknown('socket closed');
    if (entry?.providerId !== providerPaymentId) return notCreated('invalid_request');
    if (behaviour === 'decline') {
      entry.status = 'declined';
      const provider = { code: '51', message: '잔액부족' };
      return { kind: 'declined' as const, reason: 'insufficient_funds' as const, provider };
    }
    entry.status = 'done';
    entry.confirms += 1;
    return behaviour === 'lost_after'
      ? unknown('headers timeout')
      : { ...success(entry, reference), returnedMinor: entry.returnedMinor };
  }

  async function act(name: string, books: Map<string, Entry>, reference: string, amount: Money) {
    calls.push(name);
    await passGate('act');
    const behaviour = behaviours.shift() ?? 'approve';
    switch (behaviour) {
      case 'unreachable':
        return notCreated('provider_unavailable');
      case 'lost_before':
        return unknown('socket closed');
      case 'lost_after':
        enter(books, reference, amount, 'done');
        return unknown('headers timeout');
      case 'decline':
        enter(books, reference, amount, 'declined');
        return {
          kind: 'declined' as const,
          reason: 'insufficient_funds' as const,
          provider: { code: '51', message: '잔액부족' },
        };
      case 'wait':
        return enter(books, reference, amount, 'waiting');
      case 'approve':
        return success(enter(books, reference, amount, 'done'), reference);
    }
  }

  const keys = createTestKeys({
    clock,
    calls,
    next: () => behaviours.shift() ?? 'approve',
    isSilent: () => silent,
    passGate: () => passGate('act'),
    charge: (reference, amount, status) => void enter(payments, reference, amount, status),
    channels: ['bank-all'],
  });

  return {
    payments,
    payouts,
    calls,
    keys,
    next: (...list) => behaviours.push(...list),
    refusePayouts: (...list) => refusals.push(...list),
    shopper(reference, outcome) {
      const entry = payments.get(reference);
      if (entry === undefined) throw new Error(`no payment ${reference}`);
      entry.status = outcome === 'decline' ? 'declined' : confirms ? 'approved' : 'done';
    },
    distort(facts) {
      distortion = facts;
    },
    silence(value) {
      silent = value;
    },
    depositAgain(reference, id, amount) {
      furtherDeposits.set(reference, [
        ...(furtherDeposits.get(reference) ?? []),
        { id, amount, occurredAt: clock.now() },
      ]);
    },
    event: (reference) => ({ headers: {}, body: new TextEncoder().encode(reference), receivedAt: clock.now() }),
    hold(what = 'act') {
      let entered = () => {};
      let release = () => {};
      const whenEntered = new Promise<void>((resolve) => {
        entered = resolve;
      });
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      gate = { what, entered, released };
      return { entered: whenEntered, release };
    },
    provider: {
      specificationVersion: 'v1',
      manifest,
      payments: {
        async start({ reference, amount, method }) {
          const outcome = await act('start', payments, reference, amount);
          if (!('providerId' in outcome))
            return outcome.kind === 'succeeded' ? { ...outcome, returnedMinor: 0 } : outcome;
          if (method.type !== 'virtual_account') {
            const nextAction = { type: 'redirect', url: 'https://window.example/', method: 'GET', fields: {} } as const;
            return { kind: 'pending', waitsFor: 'shopper', nextAction };
          }
          const nextAction = {
            type: 'display_virtual_account',
            bankCode: '004',
            bankName: 'KB',
            accountNumber: '1234567890',
            holderName: 'Hangil',
            dueAt: method.dueAt,
          } as const;
          return { kind: 'pending', waitsFor: 'deposit', nextAction, providerTransactionId: outcome.providerId };
        },
        async inquire({ reference, providerPaymentId }) {
          calls.push('inquire');
          const found =
            providerPaymentId === null
              ? reference
              : [...payments].find(([, entry]) => entry.providerId === providerPaymentId)?.[0];
          const answer = found === undefined ? absent : read(payments, found);
          await passGate('inquire');
          return answer;
        },
        ...(confirms
          ? {
              confirm: ({ payment, providerPaymentId }) =>
                confirmEntry(payments.get(payment.reference), payment.reference, providerPaymentId),
            }
          : {}),
        cancel: async () => ({ kind: 'canceled' }),
      },
      ...(manifest.refunds.offered
        ? {
            refunds: {
              async refund({ payment, reference, amount }) {
                const entry = payments.get(payment.reference);
                if (entry === undefined) throw new Error('refund of nothing');
                const outcome = await act('refund', new Map(), reference, amount);
                const acted =
                  'providerId' in outcome ||
                  outcome.kind === 'succeeded' ||
                  (outcome.kind === 'unknown' && outcome.cause === 'headers timeout');
                if (acted) entry.returnedMinor += amount.amountMinor;
                if ('providerId' in outcome) return { kind: 'pending' };
                return outcome.kind === 'succeeded'
                  ? { ...outcome, reference: (distortion?.reference ?? payment.reference) as ProviderReference }
                  : outcome;
              },
              async inquire({ payment, amount, returnedBeforeMinor }) {
                calls.push('inquire refund');
                if (silent) return unknown('headers timeout');
                const entry = payments.get(payment.reference);
                if (entry === undefined || entry.returnedMinor < returnedBeforeMinor + amount.amountMinor)
                  return absent;
                return success(entry, payment.reference, amount);
              },
            },
          }
        : {}),
      payouts: {
        async send({ reference, amount }) {
          const refusal = refusals.shift();
          if (refusal !== undefined) return refusal;
          const outcome = await act('payout', payouts, reference, amount);
          return 'providerId' in outcome ? { kind: 'pending', providerTransactionId: outcome.providerId } : outcome;
        },
        async inquire({ reference }) {
          calls.push('inquire payout');
          return read(payouts, reference);
        },
      },
      billingKeys: keys.billingKeys,
      virtualAccounts: {
        async change({ payment, amount, dueAt }) {
          const outcome = await act('change account', new Map(), payment.reference, amount);
          const acted = 'providerId' in outcome || outcome.kind === 'succeeded';
          const entry = payments.get(payment.reference);
          const isLost = 'kind' in outcome && outcome.kind === 'unknown' && outcome.cause === 'headers timeout';
          if (entry !== undefined && (acted || isLost)) payments.set(payment.reference, { ...entry, amount });
          if ('providerId' in outcome) return { kind: 'changed', amount, dueAt };
          return outcome.kind === 'succeeded' ? { kind: 'changed', amount, dueAt } : outcome;
        },
        async holder({ accountNumber }) {
          if (silent) return unknown('headers timeout');
          return accountNumber.length > 3 ? { kind: 'found', holderName: '홍길동' } : absent;
        },
      },
      ...(hasOwnClock ? { schedules: keys.clockPort } : {}),
      events: {
        read({ body }) {
          const text = new TextDecoder().decode(body);
          if (text === 'forged') return { kind: 'rejected', reason: 'bad_signature' };
          const [reference = '', copy = ''] = text.split('#');
          return {
            kind: 'accepted',
            eventKey: `${reference}#${copy}`,
            subject: { reference: reference as ProviderReference, providerTransactionId: null },
            content: { kind: 'hint' },
          };
        },
      },
    },
  };
}

export function won(amountMinor: number): Money {
  return money(amountMinor, 'KRW');
}
