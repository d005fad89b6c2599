import { type OperationId, paymentMethodTypes, providerReference } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { gatewayRowOf, gatewayRows, gateways } from './index.ts';

function gateway(code: string) {
  const found = gateways.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
}

describe('the table of PGs', () => {
  it('has the 44 codes of the provider, each once, with its source and the day it is from', () => {
    expect(new Set(gatewayRows.map(({ code }) => code)).size).toBe(44);
    expect(gatewayRows).toHaveLength(44);
    for (const { source, asOf } of gatewayRows) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^2026-\d\d-\d\d$/);
    }
  });

  it('speaks of methods only in words that the API knows', () => {
    for (const { methods, partialRefunds, requires } of gateways) {
      const words = [
        ...(methods ?? []),
        ...Object.keys(partialRefunds.exceptions),
        ...requires.flatMap((each) => each.methods ?? []),
      ];
      for (const word of words) expect(paymentMethodTypes).toContain(word.split('/')[0]);
    }
  });

  it('keeps unknown apart from no', () => {
    expect(gateway('nice').keyIn).toBe(true);
    expect(gateway('kakaopay').keyIn).toBe(false);
    expect(gateway('galaxia').keyIn, 'in no support list').toBeNull();
    expect(gateway('html5_inicis').keyIn, 'the sources contradict each other').toBeNull();
    expect(gateway('settle').billingKeys.byApi, 'the sources contradict each other').toBeNull();
    expect(gateway('toss_brandpay').methods).toEqual(['easy_pay/brandpay']);
    expect(gateway('settle_firm').methods).toBeNull();
    expect(gateway('inicis_unified').methods).toEqual([]);
  });

  it('knows the limits that have been published', () => {
    expect(gateway('naverpay').minimumMinor).toEqual({ KRW: 10 });
    expect(gateway('welcome').minimumMinor).toEqual({ KRW: 1_000 });
    expect(gateway('ksnet').partialRefunds).toMatchObject({ timesMax: 9, withinMonths: 6 });
    expect(gateway('paypal_v2').refusedCurrencies).toEqual(['KRW']);
  });

  it('has no order-id rule that our references break', () => {
    const reference = providerReference('op_01j0000000000000000000000z' as OperationId);
    for (const { code, orderId } of gateways) {
      if (orderId === null) continue;
      expect(reference.length, code).toBeGreaterThanOrEqual(orderId.minLength ?? 0);
      expect(reference.length, code).toBeLessThanOrEqual(orderId.maxLength ?? 40);
      expect(reference, code).toMatch(/^[A-Za-z0-9]+$/);
    }
  });

  it('finds a row by code, with or without a MID', () => {
    expect(gatewayRowOf('kcp.T0000')?.code).toBe('kcp');
    expect(gatewayRowOf('kcp')?.code).toBe('kcp');
    expect(gatewayRowOf('a_new_pg.MID')).toBeNull();
    expect(gatewayRowOf(null)).toBeNull();
  });
});
