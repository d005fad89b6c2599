import { PaymentGatewayError, type WebhookEndpointId } from '@hangil/core';
import type { OutgoingEvent, Scope, UpdateWebhookEndpointInput, WebhookEndpoint } from '@hangil/engine';
import { OpenAPIHono, type z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { presentEvent } from '../events/present-event.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentWebhookEndpoint, previousSecretExpiresAt } from './present-webhook-endpoint.ts';
import type { updateWebhookEndpointSchema } from './schemas.ts';

export function webhookEndpointRoutes(dependencies: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  addReading(app, dependencies);
  addChanging(app, dependencies);
  addSecrets(app, dependencies);
  addSending(app, dependencies);
  return app;
}

function addReading(app: HttpApp, { store }: AppDependencies): void {
  addOperation(app, operations.listEndpoints, async (c, { query }) => {
    const page = await store.webhookEndpoints(c.get('scope'), toPageRequest(query));
    return c.json(presentPage(page, presentWebhookEndpoint, ({ id }) => id));
  });

  addOperation(app, operations.getEndpoint, async (c, { params }) =>
    c.json(presentWebhookEndpoint(owned(c.get('scope'), await store.webhookEndpoint(params.id as WebhookEndpointId)))),
  );
}

function addChanging(app: HttpApp, { engine, webhookUrlProblem }: AppDependencies): void {
  addOperation(app, operations.updateEndpoint, async (c, { params, body }) => {
    const scope = c.get('scope');
    if (body.url !== undefined) await refuseClosedAddress(webhookUrlProblem, scope, body.url);
    const updated = await engine.webhooks.updateEndpoint(scope, params.id as WebhookEndpointId, toUpdate(body));
    return c.json(presentWebhookEndpoint(updated));
  });

  addOperation(app, operations.deleteEndpoint, async (c, { params }) => {
    await engine.webhooks.deleteEndpoint(c.get('scope'), params.id as WebhookEndpointId);
    return c.json({ object: 'webhook_endpoint', id: params.id, deleted: true });
  });
}

/** A secret is made with every request and shown only when the engine kept it: a replay shows none. */
function addSecrets(app: HttpApp, { engine, secretBox, webhookUrlProblem }: AppDependencies): void {
  function newSecret({ livemode }: Scope) {
    if (livemode && !secretBox.isLocked) {
      throw new PaymentGatewayError('master_key_required', {
        detail: 'Set HANGIL_MASTER_KEY, or put the endpoint with its secret into the configuration.',
      });
    }
    return secretBox.newSecret();
  }

  addOperation(app, operations.createEndpoint, async (c, { body, sent }) => {
    const scope = c.get('scope');
    const { secret, sealed } = newSecret(scope);
    await refuseClosedAddress(webhookUrlProblem, scope, body.url);
    const input = { url: body.url, events: body.events, description: body.description ?? null, sealedSecret: sealed };
    let shown: string | null = null;
    const represent = (endpoint: WebhookEndpoint) => ({
      status: 201,
      body: JSON.stringify({ ...presentWebhookEndpoint(endpoint), secret: shown }),
    });
    return answerIdempotently(c, sent, represent, async (idempotent) => {
      const answer = await engine.webhooks.createEndpoint(scope, input, idempotent);
      if (answer.kind === 'value') shown = secret;
      return answer;
    });
  });

  addOperation(app, operations.rotateSecret, async (c, { params, sent }) => {
    const scope = c.get('scope');
    const { secret, sealed } = newSecret(scope);
    let shown: string | null = null;
    const represent = (endpoint: WebhookEndpoint) =>
      shownAnswer({ secret: shown, previous_secret_expires_at: previousSecretExpiresAt(endpoint) });
    return answerIdempotently(c, sent, represent, async (idempotent) => {
      const answer = await engine.webhooks.rotateSecret(scope, params.id as WebhookEndpointId, sealed, idempotent);
      if (answer.kind === 'value') shown = secret;
      return answer;
    });
  });
}

function addSending(app: HttpApp, { engine }: AppDependencies): void {
  addOperation(app, operations.testEndpoint, async (c, { params, sent }) =>
    answerIdempotently(
      c,
      sent,
      (event: OutgoingEvent) => shownAnswer(presentEvent(event)),
      (idempotent) => engine.webhooks.testEndpoint(c.get('scope'), params.id as WebhookEndpointId, idempotent),
    ),
  );

  addOperation(app, operations.recoverEndpoint, async (c, { params, body, sent }) =>
    answerIdempotently(
      c,
      sent,
      (endpoint: WebhookEndpoint) => shownAnswer(presentWebhookEndpoint(endpoint)),
      (idempotent) =>
        engine.webhooks.recoverEndpoint(c.get('scope'), params.id as WebhookEndpointId, body.since, idempotent),
    ),
  );
}

async function refuseClosedAddress(
  webhookUrlProblem: AppDependencies['webhookUrlProblem'],
  { livemode }: Scope,
  url: string,
): Promise<void> {
  const problem = await webhookUrlProblem(url, livemode);
  if (problem !== null)
    throw new PaymentGatewayError('webhook_url_refused', { detail: `url: ${problem}`, param: 'url' });
}

/** What is absent stays absent. */
function toUpdate(body: z.output<typeof updateWebhookEndpointSchema>): UpdateWebhookEndpointInput {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
