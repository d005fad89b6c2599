import type { EngineDependencies } from '../engine-dependencies.ts';
import { makeAdoptConfiguration } from './adopt-configuration.ts';
import { makeDeliveryRunner } from './deliver.ts';
import { makeManageEndpoints } from './manage-endpoints.ts';
import { makeResendDelivery } from './resend-delivery.ts';
import { makeRotateSecret, makeTestEndpoint } from './rotate-and-test.ts';
import type { Webhooks } from './webhooks.ts';

export function createWebhooks(dependencies: EngineDependencies): Webhooks {
  return {
    ...makeManageEndpoints(dependencies),
    rotateSecret: makeRotateSecret(dependencies),
    testEndpoint: makeTestEndpoint(dependencies),
    resendDelivery: makeResendDelivery(dependencies),
    adoptConfiguration: makeAdoptConfiguration(dependencies),
    ...makeDeliveryRunner(dependencies),
  };
}
