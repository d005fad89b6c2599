import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import type { CheckoutPort, NextAction } from '@hangil/core';
import fc from 'fast-check';
import { offeredPorts, onStage, startPayment, whatIsOpen } from './harness.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'checkout';

type BrowserSdk = Extract<NextAction, { type: 'browser_sdk' }>;

/** What a hosted page of ours does with a provider's window. */
export function checkoutScenarios(subject: ConformanceSubject): Scenario[] {
  const { checkout } = offeredPorts(subject);
  const { windowResult } = subject.services ?? {};
  const { payment } = subject.samples;
  if (checkout === undefined || windowResult === undefined || payment === undefined) return [];
  return [
    {
      group,
      name: 'the window is opened with the params of the payment, by nothing but the script of the provider',
      run: () =>
        onStage(subject, async (stage) => {
          const { nextAction } = await whatIsOpen(stage, await startPayment(stage, payment));
          assert.equal(nextAction?.type, 'browser_sdk', 'samples.payment opens no window');
          const given = openedWith(checkout, nextAction);
          const params = JSON.stringify(nextAction.params);
          assert.ok(given.includes(params), "the provider's script was not given the params of the payment");
        }),
    },
    {
      group,
      name: 'the id that the window gave back is found, and none is made of anything else',
      async run() {
        assert.equal(checkout.returnedPaymentId(windowResult('payment-1')), 'payment-1');
        assert.equal(checkout.returnedPaymentId({}), null);
        const names = Object.keys(windowResult('payment-1'));
        const strangers = fc.dictionary(
          fc.constantFrom(...names),
          fc.oneof(fc.integer(), fc.constant(null), fc.object()),
        );
        fc.assert(
          fc.property(strangers, (result) =>
            assert.equal(checkout.returnedPaymentId(result), null, 'an id was invented'),
          ),
        );
      },
    },
  ];
}

/** Runs the source where every other name is the provider's script, and tells what that was called with, as JSON. */
function openedWith({ openWindow }: CheckoutPort, action: BrowserSdk): string[] {
  const given: string[] = [];
  const script: unknown = new Proxy(() => undefined, {
    get: (_, name) => (name === 'then' ? (done: unknown) => (typeof done === 'function' ? script : undefined) : script),
    apply(_target, _self, args) {
      given.push(...args.map((arg) => JSON.stringify(arg) ?? ''));
      return script;
    },
    construct: () => script as object,
  });
  const page = createContext(
    new Proxy({ action, done() {} }, { has: () => true, get: (own, name) => Reflect.get(own, name) ?? script }),
  );
  runInContext(`(${openWindow})(action, done)`, page);
  return given;
}
