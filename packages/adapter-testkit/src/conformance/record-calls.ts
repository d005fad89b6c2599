import type { PaymentProvider } from '@hangil/core';

type Call<Arguments extends unknown[], Result> = (...args: Arguments) => Result;

/** Hands on every call and tells `record` what came of it, errors included. */
export function recordCalls(
  provider: PaymentProvider,
  record: (call: string, result: unknown) => void,
): PaymentProvider {
  function asynchronous<Arguments extends unknown[], Result>(name: string, call: Call<Arguments, Promise<Result>>) {
    return async (...args: Arguments): Promise<Result> => {
      try {
        const result = await call(...args);
        record(name, result);
        return result;
      } catch (error) {
        record(name, error);
        throw error;
      }
    };
  }

  const { payments, refunds, payouts, billingKeys, events, cashReceipts, shipments, identityVerifications } = provider;
  return {
    specificationVersion: provider.specificationVersion,
    manifest: provider.manifest,
    payments: {
      start: asynchronous('payments.start', (...args) => payments.start(...args)),
      inquire: asynchronous('payments.inquire', (...args) => payments.inquire(...args)),
      ...(payments.confirm && { confirm: asynchronous('payments.confirm', payments.confirm.bind(payments)) }),
      ...(payments.cancel && { cancel: asynchronous('payments.cancel', payments.cancel.bind(payments)) }),
    },
    ...(refunds && {
      refunds: {
        refund: asynchronous('refunds.refund', (...args) => refunds.refund(...args)),
        inquire: asynchronous('refunds.inquire', (...args) => refunds.inquire(...args)),
      },
    }),
    ...(payouts && {
      payouts: {
        send: asynchronous('payouts.send', (...args) => payouts.send(...args)),
        inquire: asynchronous('payouts.inquire', (...args) => payouts.inquire(...args)),
      },
    }),
    ...(billingKeys && {
      billingKeys: {
        ...billingKeys,
        issue: asynchronous('billingKeys.issue', (...args) => billingKeys.issue(...args)),
        delete: asynchronous('billingKeys.delete', (...args) => billingKeys.delete(...args)),
        ...(billingKeys.inquire && {
          inquire: asynchronous('billingKeys.inquire', billingKeys.inquire.bind(billingKeys)),
        }),
      },
    }),
    ...(events && {
      events: {
        read(event) {
          const reading = events.read(event);
          record('events.read', reading);
          return reading;
        },
      },
    }),
    ...(cashReceipts && {
      cashReceipts: {
        issue: asynchronous('cashReceipts.issue', (...args) => cashReceipts.issue(...args)),
        inquire: asynchronous('cashReceipts.inquire', (...args) => cashReceipts.inquire(...args)),
        cancel: asynchronous('cashReceipts.cancel', (...args) => cashReceipts.cancel(...args)),
      },
    }),
    ...(shipments && {
      shipments: {
        add: asynchronous('shipments.add', (...args) => shipments.add(...args)),
        update: asynchronous('shipments.update', (...args) => shipments.update(...args)),
        inquire: asynchronous('shipments.inquire', (...args) => shipments.inquire(...args)),
      },
    }),
    // What it finds out about a person is its answer; the scenarios look for what must not be repeated.
    ...(identityVerifications && { identityVerifications }),
  };
}
