import { PaymentGatewayError } from '@hangil/core';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { AppDependencies } from './http/app-dependencies.ts';
import { authentication } from './http/authentication.ts';
import { bankRoutes } from './http/banks/bank-routes.ts';
import { billingKeyRoutes } from './http/billing-keys/billing-key-routes.ts';
import { bookkeepingRoutes } from './http/bookkeeping/bookkeeping-routes.ts';
import { caseRoutes } from './http/cases/case-routes.ts';
import { cashReceiptRoutes } from './http/cash-receipts/cash-receipt-routes.ts';
import { channelRoutes } from './http/channels/channel-routes.ts';
import { checkoutRoutes } from './http/checkout/checkout-routes.ts';
import { columnMappingRoutes } from './http/column-mappings/column-mapping-routes.ts';
import { documentationRoutes } from './http/docs/documentation-routes.ts';
import { errorResponder } from './http/error-response.ts';
import { eventRoutes } from './http/events/event-routes.ts';
import { exportRoutes } from './http/exports/export-routes.ts';
import type { HttpApp, HttpEnvironment } from './http/http-environment.ts';
import { identityVerificationRoutes } from './http/identity-verifications/identity-verification-routes.ts';
import { ledgerRoutes } from './http/ledger/ledger-routes.ts';
import { ledgerReportRoutes } from './http/ledger-reports/report-routes.ts';
import { metricsRoute } from './http/operation/metrics-route.ts';
import { operationRoutes } from './http/operation/operation-routes.ts';
import { paymentActionRoutes } from './http/payment-actions/payment-action-routes.ts';
import { paymentLinkRoutes } from './http/payment-links/payment-link-routes.ts';
import { importPaymentRoute } from './http/payments/import-payment.ts';
import { paymentRoutes } from './http/payments/payment-routes.ts';
import { payoutBatchRoutes } from './http/payout-batches/payout-batch-routes.ts';
import { payoutRoutes } from './http/payouts/payout-routes.ts';
import { reconciliationRoutes } from './http/reconciliations/reconciliation-routes.ts';
import { providerReferenceRoutes } from './http/reference/provider-routes.ts';
import { referenceTableRoutes } from './http/reference/table-routes.ts';
import { refundRoutes } from './http/refunds/refund-routes.ts';
import { requestIds } from './http/request-id.ts';
import { requestLog } from './http/request-log.ts';
import { requestMetrics } from './http/request-metrics.ts';
import { requestTracing } from './http/request-tracing.ts';
import { honoPath } from './http/route.ts';
import { routingRoutes } from './http/routing/routing-routes.ts';
import { scheduleRoutes } from './http/schedules/schedule-routes.ts';
import { settlementRoutes } from './http/settlements/settlement-routes.ts';
import { shipmentRoutes } from './http/shipments/shipment-routes.ts';
import { virtualAccountRoutes } from './http/virtual-accounts/virtual-account-routes.ts';
import { webhookDeliveryRoutes } from './http/webhook-deliveries/webhook-delivery-routes.ts';
import { webhookEndpointRoutes } from './http/webhook-endpoints/webhook-endpoint-routes.ts';
import { approvalRoutes } from './http/webhooks/approval-routes.ts';
import { providerEventRoutes } from './http/webhooks/provider-event-routes.ts';

/** The HTTP API over the engine. */
export function createApp(dependencies: AppDependencies): HttpApp {
  const { logger, metrics, tracing, newRequestId, publicUrl, apiKeys } = dependencies;
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  app.use(
    requestIds(newRequestId, publicUrl),
    requestTracing(tracing),
    requestLog(logger),
    requestMetrics(metrics),
    withHeader('X-Content-Type-Options', 'nosniff'),
  );
  app.use('/v1/*', withHeader('Cache-Control', 'no-store'), authentication(apiKeys));
  const routes = [
    paymentRoutes,
    importPaymentRoute,
    paymentActionRoutes,
    refundRoutes,
    payoutRoutes,
    payoutBatchRoutes,
    bankRoutes,
    exportRoutes,
    ledgerRoutes,
    ledgerReportRoutes,
    bookkeepingRoutes,
    settlementRoutes,
    reconciliationRoutes,
    columnMappingRoutes,
    caseRoutes,
    channelRoutes,
    routingRoutes,
    eventRoutes,
    webhookEndpointRoutes,
    webhookDeliveryRoutes,
    providerEventRoutes,
    approvalRoutes,
    operationRoutes,
    billingKeyRoutes,
    scheduleRoutes,
    virtualAccountRoutes,
    paymentLinkRoutes,
    cashReceiptRoutes,
    shipmentRoutes,
    identityVerificationRoutes,
    referenceTableRoutes,
    checkoutRoutes,
    metricsRoute,
    providerReferenceRoutes,
  ];
  for (const makeRoutes of routes) app.route('/', makeRoutes(dependencies));
  app.route(
    '/',
    documentationRoutes(() => openApiDocument(app, dependencies)),
  );
  refuseOtherMethods(app);

  app.notFound(() => {
    throw new PaymentGatewayError('not_found', { detail: 'There is no such address.' });
  });
  app.onError(errorResponder(logger));
  return app;
}

function withHeader(name: string, value: string): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    c.header(name, value);
    await next();
  };
}

/** A known address with another method is 405 rather than 404, with the methods it has. */
function refuseOtherMethods(app: HttpApp): void {
  const methodsByPath = new Map<string, string[]>();
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { path, method } = definition.route;
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, methods] of methodsByPath) {
    app.all(honoPath(path), (c) => {
      c.header('Allow', methods.join(', '));
      throw new PaymentGatewayError('method_not_allowed');
    });
  }
}

function openApiDocument(app: HttpApp, { publicUrl, version }: AppDependencies): object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'basic', { type: 'http', scheme: 'basic' });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Hangil',
      version,
      description: 'Self-hosted payment gateway. Amounts are integers in minor units.',
    },
    servers: [{ url: publicUrl }],
  });
}
