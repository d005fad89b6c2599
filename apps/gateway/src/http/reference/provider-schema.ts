import { z } from '@hono/zod-openapi';

const known = z.boolean().nullable().openapi({ description: 'null: no source says; neither yes nor no' });

export const gatewayCapabilitiesSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    status: z.enum(['current', 'old', 'legacy']),
    methods: z.array(z.string()).nullable(),
    currencies: z.array(z.string()).nullable(),
    refused_currencies: z.array(z.string()),
    minimum_amounts: z.record(z.string(), z.int()),
    key_in: known,
    billing_keys: z.object({
      by_window: known,
      by_api: known,
      charge: known,
      schedule: known,
      issue_and_pay: known,
    }),
    virtual_accounts: z.object({ by_window: known, by_api: known, change: known, revoke: known }),
    partial_refunds: z.object({
      usual: known,
      exceptions: z.record(z.string(), z.enum(['no', 'on_request'])),
      times_max: z.int().nullable(),
      within_months: z.int().nullable(),
    }),
    cash_receipts: z.object({ issue: known, cancel: known, outside_sales: known }),
    escrow: z.object({ by_window: known, add_shipment: known, change_shipment: known }),
    identity_verification: z.object({ by_window: known, by_api: known }),
    order_id: z
      .object({
        min_length: z.int().nullable(),
        max_length: z.int().nullable(),
        letters_and_digits_only: z.boolean(),
      })
      .nullable(),
    requires: z.array(
      z.object({ param: z.string(), methods: z.array(z.string()).nullable(), when_escrow: z.boolean() }),
    ),
    notes: z.array(z.string()),
    source: z.string(),
    as_of: z.string(),
  })
  .openapi('GatewayCapabilities');

export const providerSchema = z
  .object({
    object: z.literal('provider'),
    id: z.string(),
    name: z.object({ ko: z.string(), en: z.string() }),
    payment_methods: z.array(z.string()),
    payout_methods: z.array(z.string()),
    currencies: z
      .array(z.string())
      .nullable()
      .openapi({ description: 'null: what the gateway behind a channel takes' }),
    refunds: z.object({ offered: z.boolean(), partial: z.boolean() }),
    actions: z.array(
      z.object({ name: z.string(), summary: z.string(), gateways: z.array(z.string()), changes: z.boolean() }),
    ),
    gateways: z.array(gatewayCapabilitiesSchema).openapi({ description: 'PGs behind it; empty when it is its own.' }),
  })
  .openapi('Provider');
