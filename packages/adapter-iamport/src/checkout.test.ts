import { describe, expect, it } from 'vitest';
import { checkout } from './checkout.ts';

type Open = (action: object, done: () => void) => void;

/** What the source does with the provider's script. */
function callsOf(action: object): [string, ...unknown[]][] {
  const calls: [string, ...unknown[]][] = [];
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      calls.push([name, ...given]);
  const IMP = { init: note('init'), agency: note('agency'), request_pay: note('request_pay'), loadUI: note('loadUI') };
  const open = new Function('IMP', `return ${checkout.openWindow}`)(IMP) as Open;
  open(action, () => {});
  return calls;
}

describe('the window of the hosted page', () => {
  const params = { merchant_uid: 'op1' };

  it('is opened with the call that the action names', () => {
    const init = { user_code: 'imp00000000' };
    expect(callsOf({ init, call: 'IMP.request_pay', params })).toEqual([
      ['init', 'imp00000000'],
      ['request_pay', params, expect.any(Function)],
    ]);
    const paypal = { ...params, uiType: 'paypal-spb' };
    expect(callsOf({ init, call: 'IMP.loadUI', params: paypal })).toEqual([
      ['init', 'imp00000000'],
      ['loadUI', 'paypal-spb', paypal, expect.any(Function)],
    ]);
  });

  it('is opened for a sub-merchant under its tier', () => {
    const init = { user_code: 'imp00000000', tier: 'ABC' };
    expect(callsOf({ init, call: 'IMP.request_pay', params })[0]).toEqual(['agency', 'imp00000000', 'ABC']);
  });
});
