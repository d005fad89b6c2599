import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
// biome-ignore lint/suspicious/noExplicitAny: the document is looked into freely
let document: any;
beforeAll(async () => {
  gateway = await startTestGateway();
  document = (await gateway.get('/openapi.json', { key: null })).body;
});
afterAll(() => gateway.close());

const operations = [
  'delete /v1/billing_keys/{id}',
  'delete /v1/column_mappings/{provider_account_id}/{name}',
  'delete /v1/identity_verifications/{id}',
  'delete /v1/webhook_endpoints/{id}',
  'get /livez',
  'get /metrics',
  'get /readyz',
  'get /v1/account_holder',
  'get /v1/banks',
  'get /v1/billing_keys',
  'get /v1/billing_keys/{id}',
  'get /v1/cases',
  'get /v1/cases/{id}',
  'get /v1/cash_receipts',
  'get /v1/cash_receipts/{id}',
  'get /v1/channels',
  'get /v1/channels/{id}',
  'get /v1/column_mappings',
  'get /v1/events',
  'get /v1/events/{id}',
  'get /v1/exports/operations',
  'get /v1/identity_verifications',
  'get /v1/identity_verifications/{id}',
  'get /v1/ledger/accounts',
  'get /v1/ledger/accounts/{code}/balance',
  'get /v1/ledger/accounts/{code}/postings',
  'get /v1/ledger/accounts/{code}/statement',
  'get /v1/ledger/daily_sales',
  'get /v1/ledger/daily_summary',
  'get /v1/ledger/export',
  'get /v1/ledger/fee_report',
  'get /v1/ledger/journal_entries',
  'get /v1/ledger/manual_entries',
  'get /v1/ledger/manual_entries/{id}',
  'get /v1/ledger/open_items',
  'get /v1/ledger/period_closings',
  'get /v1/ledger/trial_balance',
  'get /v1/ledger/vat_report',
  'get /v1/ledger/verify',
  'get /v1/payment_links',
  'get /v1/payment_links/{id}',
  'get /v1/payments',
  'get /v1/payments/{id}',
  'get /v1/payments/{id}/actions',
  'get /v1/payments/{id}/routing',
  'get /v1/payments/{id}/shipments',
  'get /v1/payments/{id}/shipments/{shipment_id}',
  'get /v1/payments/{id}/timeline',
  'get /v1/payout_batches',
  'get /v1/payout_batches/{id}',
  'get /v1/payout_batches/{id}/items',
  'get /v1/payout_batches/{id}/result.csv',
  'get /v1/payouts',
  'get /v1/payouts/{id}',
  'get /v1/payouts/{id}/routing',
  'get /v1/reconciliations',
  'get /v1/reconciliations/{id}',
  'get /v1/reconciliations/{id}/items',
  'get /v1/reference/banks',
  'get /v1/reference/cards',
  'get /v1/reference/couriers',
  'get /v1/reference/providers',
  'get /v1/refunds',
  'get /v1/refunds/{id}',
  'get /v1/routing',
  'get /v1/routing/versions',
  'get /v1/schedules',
  'get /v1/schedules/{id}',
  'get /v1/settlements',
  'get /v1/settlements/{id}',
  'get /v1/virtual_accounts/{id}',
  'get /v1/webhook_deliveries',
  'get /v1/webhook_endpoints',
  'get /v1/webhook_endpoints/{id}',
  'get /version',
  'patch /v1/payments/{id}/shipments/{shipment_id}',
  'patch /v1/virtual_accounts/{id}',
  'patch /v1/webhook_endpoints/{id}',
  'post /v1/billing_keys',
  'post /v1/billing_keys/{id}/confirm',
  'post /v1/cases/{id}/resolve',
  'post /v1/cash_receipts',
  'post /v1/cash_receipts/{id}/cancel',
  'post /v1/channels/{id}/disable',
  'post /v1/channels/{id}/enable',
  'post /v1/identity_verifications',
  'post /v1/identity_verifications/{id}/confirm',
  'post /v1/ledger/manual_entries',
  'post /v1/ledger/manual_entries/{id}/approve',
  'post /v1/ledger/manual_entries/{id}/reject',
  'post /v1/ledger/period_closings',
  'post /v1/payment_links',
  'post /v1/payment_links/{id}/deactivate',
  'post /v1/payments',
  'post /v1/payments/import',
  'post /v1/payments/{id}/actions/{name}',
  'post /v1/payments/{id}/cancel',
  'post /v1/payments/{id}/confirm',
  'post /v1/payments/{id}/information',
  'post /v1/payments/{id}/refunds',
  'post /v1/payments/{id}/shipments',
  'post /v1/payments/{id}/sync',
  'post /v1/payout_batches',
  'post /v1/payout_batches/{id}/cancel',
  'post /v1/payout_batches/{id}/pause',
  'post /v1/payout_batches/{id}/resume',
  'post /v1/payouts',
  'post /v1/payouts/{id}/approve',
  'post /v1/payouts/{id}/cancel',
  'post /v1/payouts/{id}/sync',
  'post /v1/reconciliations',
  'post /v1/reconciliations/import',
  'post /v1/reconciliations/{id}/items/{item_id}/resolve',
  'post /v1/reconciliations/{id}/lock',
  'post /v1/routing/evaluate',
  'post /v1/routing/replay',
  'post /v1/routing/versions/{n}/activate',
  'post /v1/schedules',
  'post /v1/schedules/cancel',
  'post /v1/schedules/{id}/cancel',
  'post /v1/schedules/{id}/reschedule',
  'post /v1/schedules/{id}/retry',
  'post /v1/settlements',
  'post /v1/settlements/{id}/bank_match',
  'post /v1/virtual_accounts/{id}/revoke',
  'post /v1/webhook_deliveries/{id}/resend',
  'post /v1/webhook_endpoints',
  'post /v1/webhook_endpoints/{id}/recover',
  'post /v1/webhook_endpoints/{id}/rotate_secret',
  'post /v1/webhook_endpoints/{id}/test',
  'post /webhooks/{adapter}/{provider_account_id}',
  'post /webhooks/{adapter}/{provider_account_id}/approval',
  'put /v1/column_mappings/{provider_account_id}/{name}',
  'put /v1/routing',
];

describe('the OpenAPI document', () => {
  it('is version 3.1 and names every operation', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Hangil', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    const named = Object.entries<object>(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(named.sort()).toEqual(operations);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of new Set(references)) {
      expect(
        reference.split('/').reduce((node, part) => node?.[part], document),
        reference,
      ).toBeDefined();
    }
  });

  it('declares every path parameter, and an answer for every operation', () => {
    for (const [path, item] of Object.entries<
      Record<string, { parameters?: { name: string; in: string }[]; responses: object }>
    >(document.paths)) {
      for (const [method, { parameters = [], responses }] of Object.entries(item)) {
        const declared = parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name);
        expect(declared, `${method} ${path}`).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
        expect(Object.keys(responses), `${method} ${path}`).toContain(
          method === 'post' &&
            /payments$|payments\/import$|actions\/\{name\}$|payment_links$|cash_receipts$|identity_verifications$|shipments$|payouts$|payout_batches$|billing_keys$|schedules$|manual_entries$|period_closings$|settlements$|reconciliations$|reconciliations\/import$|refunds$|webhook_endpoints$/.test(
              path,
            )
            ? '201'
            : '200',
        );
      }
    }
  });

  it('describes answers, problems, parameters and the Idempotency-Key', () => {
    const create = document.paths['/v1/payments'].post;
    expect(create.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/CreatePayment',
    });
    expect(create.responses['201'].content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/Payment',
    });
    expect(create.responses['504'].content['application/problem+json'].schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    expect(create.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    );
    const list = document.paths['/v1/payments'].get.parameters.map(({ name }: { name: string }) => name);
    expect(list).toEqual([
      'limit',
      'cursor',
      'order_id',
      'status',
      'provider',
      'channel_id',
      'method',
      'billing_key_id',
      'created_from',
      'created_to',
    ]);
    expect(document.components.securitySchemes).toMatchObject({ apiKey: { type: 'http', scheme: 'bearer' } });
  });
});

describe('the reference page', () => {
  it('loads everything from this address, under a policy that allows nothing else', async () => {
    const page = await gateway.get('/docs', { key: null });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const addresses = [...page.text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\//);
      expect((await gateway.get(address, { key: null })).status).toBe(200);
    }
  });
});
