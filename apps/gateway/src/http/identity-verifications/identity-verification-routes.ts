import { type ChannelId, PaymentGatewayError, type VerifiedPerson } from '@hangil/core';
import type { IdentityVerification, RequestIdentityVerificationInput, Scope, StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { createdAnswer, shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentPerson, presentVerification } from './present-verification.ts';
import type { RequestVerificationBody } from './schemas.ts';

export function identityVerificationRoutes({ engine, store, secretBox, personalDataBox }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const seal = (person: VerifiedPerson) => personalDataBox.seal(JSON.stringify(person));

  function presentWithPerson(verification: IdentityVerification) {
    const { sealedPerson } = verification.value;
    return { ...presentVerification(verification), person: sealedPerson === null ? null : opened(sealedPerson) };
  }

  /** Null when the key it was sealed with is gone. */
  function opened(sealed: string) {
    try {
      return presentPerson(JSON.parse(personalDataBox.open(sealed)) as VerifiedPerson);
    } catch {
      return null;
    }
  }

  function refuseWithoutKey({ livemode }: Scope): void {
    if (livemode && !secretBox.isLocked) {
      throw new PaymentGatewayError('master_key_required', {
        detail: 'Set HANGIL_MASTER_KEY: verified persons are kept encrypted.',
      });
    }
  }

  function created(c: HttpContext): (verification: IdentityVerification) => StoredResponse {
    return (verification) => {
      const { status, value } = verification;
      const result = { status, provider: value.provider, failure: value.failure };
      return createdAnswer(result, { ...presentVerification(verification), person: null }, c.get('problem'));
    };
  }

  addOperation(app, operations.requestVerification, async (c, { body, sent }) => {
    refuseWithoutKey(c.get('scope'));
    return answerIdempotently(c, withoutPerson(sent, body), created(c), (idempotent) =>
      engine.identityVerifications.request(c.get('scope'), toRequestInput(body), idempotent),
    );
  });

  addOperation(app, operations.listVerifications, async (c, { query }) => {
    const filter = query.status === undefined ? {} : { status: query.status };
    const page = await store.documents('identity_verification', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentVerification, ({ id }) => id));
  });

  addOperation(app, operations.getVerification, async (c, { params }) => {
    const found = await store.document('identity_verification', params.id);
    return c.json(presentWithPerson(owned(c.get('scope'), found)));
  });

  addOperation(app, operations.confirmVerification, async (c, { params, body }) => {
    const { provider_verification_id: providerVerificationId = null, code = null } = body;
    const confirmed = (verification: IdentityVerification) => shownAnswer(presentWithPerson(verification));
    // A code is soon worthless but short: it is left out of what is kept of the request.
    return answerIdempotently(c, { provider_verification_id: providerVerificationId }, confirmed, (idempotent) =>
      engine.identityVerifications.confirm(
        c.get('scope'),
        params.id,
        { providerVerificationId, code, seal },
        idempotent,
      ),
    );
  });

  addOperation(app, operations.deleteVerification, async (c, { params }) => {
    const { id } = await engine.identityVerifications.delete(c.get('scope'), params.id);
    return c.json({ object: 'identity_verification', id, deleted: true });
  });

  return app;
}

/** Birth dates and phones must not be guessed back from what is kept of the request. */
function withoutPerson(sent: unknown, { method }: RequestVerificationBody): object {
  return { ...(sent as object), method: { type: method.type } };
}

function toRequestInput({ method, return_url, channel_id }: RequestVerificationBody): RequestIdentityVerificationInput {
  return {
    method: method.type === 'window' ? method : { type: 'code', person: toPerson(method) },
    returnUrl: return_url ?? null,
    channelId: (channel_id ?? null) as ChannelId | null,
  };
}

function toPerson(method: Extract<RequestVerificationBody['method'], { type: 'code' }>) {
  const { name, phone, birth_date, gender_digit, carrier, mvno } = method;
  return { name, phone, birthDate: birth_date, genderDigit: gender_digit, carrier, isMvno: mvno };
}
