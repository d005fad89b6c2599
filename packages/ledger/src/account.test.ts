import type { ChannelId, MerchantId } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import {
  merchantAvailable,
  merchantPending,
  normalSide,
  payoutInTransit,
  payoutPending,
  prefund,
  receivable,
  refundInTransit,
  suspense,
} from './account.ts';

const channel = { provider: 'acme', channelId: 'acme-card' as ChannelId };
const merchantId = 'demo' as MerchantId;

describe('account paths', () => {
  test.each([
    [receivable(channel), 'asset:pg:acme:acme-card', 'debit'],
    [prefund('acme'), 'asset:prefund:acme', 'debit'],
    [merchantPending(merchantId), 'liab:merchant:demo:pending', 'credit'],
    [merchantAvailable(merchantId), 'liab:merchant:demo:available', 'credit'],
    [refundInTransit(channel), 'liab:refund-in-transit:acme:acme-card', 'credit'],
    [payoutPending(merchantId), 'liab:payout-pending:demo', 'credit'],
    [payoutInTransit('acme'), 'liab:payout-in-transit:acme', 'credit'],
    [suspense(channel), 'suspense:acme:acme-card', 'credit'],
  ])('%s', (account, path, side) => {
    expect(account).toBe(path);
    expect(normalSide(account)).toBe(side);
  });

  test('keep providers, channels and merchants apart', () => {
    const other = { provider: 'acme', channelId: 'acme-bank' as ChannelId };
    expect(receivable(other)).not.toBe(receivable(channel));
    expect(suspense(other)).not.toBe(suspense(channel));
    expect(merchantPending('other' as MerchantId)).not.toBe(merchantPending(merchantId));
  });
});
