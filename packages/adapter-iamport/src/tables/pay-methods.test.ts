import { describe, expect, it } from 'vitest';
import { toPayMethod } from './pay-methods.ts';

describe('toPayMethod', () => {
  it.each([
    [{ type: 'card' } as const, 'kcp.T0000', 'card'],
    [{ type: 'bank_transfer' } as const, 'kcp.T0000', 'trans'],
    [{ type: 'mobile' } as const, 'danal', 'phone'],
    [{ type: 'convenience_store' } as const, 'galaxia', 'cvs'],
    [{ type: 'point' } as const, 'kcp', 'point'],
    [{ type: 'easy_pay', wallet: 'kakaopay' } as const, 'kakaopay.TC0ONETIME', 'card'],
    [{ type: 'easy_pay', wallet: 'kakaopay' } as const, 'html5_inicis', 'kakaopay'],
    [{ type: 'easy_pay', wallet: 'samsungpay' } as const, 'kcp.T0000', 'samsung'],
    [{ type: 'easy_pay', wallet: 'samsungpay' } as const, 'tosspayments', 'samsungpay'],
    [{ type: 'easy_pay', wallet: 'naverpay' } as const, 'nice_v2', 'naverpay_card'],
    [{ type: 'easy_pay', wallet: 'lpay' } as const, null, 'lpay'],
    [{ type: 'gift_certificate', kind: 'culture' } as const, 'kcp', 'cultureland'],
    [{ type: 'gift_certificate', kind: 'smartculture' } as const, 'kcp', 'smartculture'],
  ])('%j at %s is %s', (method, pg, expected) => {
    expect(toPayMethod(method, pg)).toBe(expected);
  });
});
