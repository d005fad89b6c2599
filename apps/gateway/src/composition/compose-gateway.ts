import type { ConfiguredWebhookEndpoint } from '@hangil/engine';
import { Container } from 'inversify';
import { booksOf, type MerchantConfiguration } from '../configuration/merchants.ts';
import type { HttpApp } from '../http/http-environment.ts';
import type { JobLoop } from '../jobs/job-loop.ts';
import { gatewayModule } from './gateway-module.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { TOKENS } from './tokens.ts';

/** A gateway that is put together and not yet working. */
export interface ComposedGateway {
  readonly app: HttpApp;
  /** Makes the store agree with the webhook endpoints of the configuration. Before deliveries are started. */
  adoptConfiguration(): Promise<void>;
  /** Before jobs are run. */
  scheduleRecurringJobs(): Promise<void>;
  /** Begins to run jobs. */
  startJobs(): JobLoop;
  /** Begins to send webhooks. */
  startDeliveries(): JobLoop;
}

export function composeGateway(parts: GatewayParts): ComposedGateway {
  const container = new Container();
  container.load(gatewayModule(parts));
  return {
    app: container.get(TOKENS.app),
    adoptConfiguration: () =>
      container.get(TOKENS.engine).webhooks.adoptConfiguration(parts.merchants.flatMap(webhookEndpointsOf)),
    scheduleRecurringJobs: () => container.get(TOKENS.engine).scheduleRecurringJobs(),
    startJobs: () => container.get(TOKENS.jobLoop),
    startDeliveries: () => {
      const loop = container.get(TOKENS.deliveryLoop);
      const sender = container.get(TOKENS.webhookSender);
      return {
        async stop() {
          const stopped = loop.stop();
          await sender.close();
          await stopped;
        },
      };
    },
  };
}

/** An endpoint of the file stands in every mode that its merchant has a key for. */
function webhookEndpointsOf(merchant: MerchantConfiguration): ConfiguredWebhookEndpoint[] {
  return merchant.webhookEndpoints.flatMap(({ url, events }) =>
    booksOf([merchant]).map((book) => ({ ...book, url, events })),
  );
}
