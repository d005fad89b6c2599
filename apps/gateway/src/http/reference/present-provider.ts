import type { GatewayCapabilities, ProviderManifest } from '@hangil/core';
import type { z } from '@hono/zod-openapi';
import type { gatewayCapabilitiesSchema, providerSchema } from './provider-schema.ts';

export function presentProvider(manifest: ProviderManifest): z.input<typeof providerSchema> {
  const { id, name, paymentMethods, payoutMethods, currencies, refunds, gateways = [], actions = [] } = manifest;
  return {
    object: 'provider',
    id,
    name,
    payment_methods: [...paymentMethods],
    payout_methods: [...payoutMethods],
    currencies: currencies === 'any' ? null : [...currencies],
    refunds: { offered: refunds.offered, partial: refunds.partial },
    actions: actions.map((action) => ({ ...action, gateways: [...action.gateways] })),
    gateways: gateways.map(presentGateway),
  };
}

export function presentGateway(gateway: GatewayCapabilities): z.input<typeof gatewayCapabilitiesSchema> {
  const { billingKeys, virtualAccounts, partialRefunds, cashReceipts, escrow, identityVerification, orderId } = gateway;
  return {
    code: gateway.code,
    name: gateway.name,
    status: gateway.status,
    methods: copied(gateway.methods),
    currencies: copied(gateway.currencies),
    refused_currencies: [...gateway.refusedCurrencies],
    minimum_amounts: gateway.minimumMinor,
    key_in: gateway.keyIn,
    billing_keys: {
      by_window: billingKeys.byWindow,
      by_api: billingKeys.byApi,
      charge: billingKeys.charge,
      schedule: billingKeys.schedule,
      issue_and_pay: billingKeys.issueAndPay,
    },
    virtual_accounts: {
      by_window: virtualAccounts.byWindow,
      by_api: virtualAccounts.byApi,
      change: virtualAccounts.change,
      revoke: virtualAccounts.revoke,
    },
    partial_refunds: {
      usual: partialRefunds.usual,
      exceptions: partialRefunds.exceptions,
      times_max: partialRefunds.timesMax,
      within_months: partialRefunds.withinMonths,
    },
    cash_receipts: {
      issue: cashReceipts.issue,
      cancel: cashReceipts.cancel,
      outside_sales: cashReceipts.outsideSales,
    },
    escrow: { by_window: escrow.byWindow, add_shipment: escrow.addShipment, change_shipment: escrow.changeShipment },
    identity_verification: { by_window: identityVerification.byWindow, by_api: identityVerification.byApi },
    order_id:
      orderId === null
        ? null
        : {
            min_length: orderId.minLength,
            max_length: orderId.maxLength,
            letters_and_digits_only: orderId.lettersAndDigitsOnly,
          },
    requires: gateway.requires.map(({ param, methods, whenEscrow }) => ({
      param,
      methods: copied(methods),
      when_escrow: whenEscrow,
    })),
    notes: [...gateway.notes],
    source: gateway.source,
    as_of: gateway.asOf,
  };
}

function copied(words: readonly string[] | null): string[] | null {
  return words === null ? null : [...words];
}
