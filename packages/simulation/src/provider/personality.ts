import { minuteMs, type ProviderManifest, secondMs } from '@hangil/core';

/** How a provider behaves where providers differ. What the engine may know of it stands in the manifest. */
export interface Personality {
  readonly manifest: ProviderManifest;
  /** The shopper's approval moves nothing: our confirm does. */
  readonly confirms: boolean;
  /** Charges whole multiples of this, rounded down: a habit that contradicts what was asked. */
  readonly roundsToMinor: number;
  /** How long a change may stay invisible to questions. */
  readonly visibilityDelayMs: number;
}

const common = {
  paymentMethods: ['card', 'key_in', 'virtual_account'],
  payoutMethods: ['bank_transfer'],
  currencies: ['KRW'],
  callTimeoutMs: 30 * secondMs,
} as const;

/** Takes an idempotency key, signs its notices, moves window money when told to. */
const keyed: Personality = {
  manifest: {
    ...common,
    id: 'keyed',
    name: { ko: '키은행', en: 'Key Bank' },
    createIdempotency: 'key',
    inquiry: { kind: 'strong' },
    refunds: { offered: true, partial: true, idempotency: 'key' },
    events: { trust: 'evidence' },
  },
  confirms: true,
  roundsToMinor: 1,
  visibilityDelayMs: 0,
};

/** Refuses a second create under one reference; signed notices. */
const unique: Personality = {
  manifest: {
    ...common,
    id: 'unique',
    name: { ko: '번호은행', en: 'Number Bank' },
    createIdempotency: 'unique_reference',
    inquiry: { kind: 'strong' },
    refunds: { offered: true, partial: true, idempotency: 'unique_reference' },
    events: { trust: 'evidence' },
  },
  confirms: false,
  roundsToMinor: 1,
  visibilityDelayMs: 0,
};

/** Knows no repetition: what is sent twice is done twice. Can be asked by reference; its notices are hints. */
const plain: Personality = {
  manifest: {
    ...common,
    id: 'plain',
    name: { ko: '보통은행', en: 'Plain Bank' },
    createIdempotency: 'none',
    inquiry: { kind: 'strong' },
    refunds: { offered: true, partial: true, idempotency: 'expected_balance' },
    events: { trust: 'hint' },
  },
  confirms: false,
  roundsToMinor: 1,
  visibilityDelayMs: 0,
};

/** Shows what happened only minutes later, and charges in tens of won. */
const late: Personality = {
  manifest: {
    ...common,
    id: 'late',
    name: { ko: '느린은행', en: 'Late Bank' },
    createIdempotency: 'none',
    inquiry: { kind: 'eventual', visibilityDelayMs: 3 * minuteMs },
    refunds: { offered: true, partial: true, idempotency: 'expected_balance' },
    events: { trust: 'hint' },
  },
  confirms: false,
  roundsToMinor: 10,
  visibilityDelayMs: 3 * minuteMs,
};

export const personalities: readonly Personality[] = [keyed, unique, plain, late];
