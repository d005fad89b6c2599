import { createHash } from 'node:crypto';
import type { Clock } from '@hangil/core';
import type { Hono, MiddlewareHandler } from 'hono';
import { done, failed } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readBody, textField } from './request-body.ts';

const lifeSeconds = 30 * 60;
const lastMinuteSeconds = 60;
const extensionSeconds = 5 * 60;

export interface TokenKeys {
  readonly impKey: string;
  readonly impSecret: string;
}

/**
 * Hands out access tokens by the documented rules: everybody gets the same token until it ends; asked in its last minute, its
 * end moves five minutes further; afterwards there is a new one.
 */
export function createTokenDesk(clock: Clock, keys: TokenKeys) {
  let token: { readonly value: string; expiresAt: number } | null = null;
  let issued = 0;
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  function issue() {
    const now = nowSeconds();
    if (token === null || token.expiresAt <= now) {
      issued += 1;
      token = {
        value: createHash('sha1').update(`${keys.impKey}:${now}:${issued}`).digest('hex'),
        expiresAt: now + lifeSeconds,
      };
    } else if (token.expiresAt - now < lastMinuteSeconds) {
      token.expiresAt += extensionSeconds;
    }
    return { access_token: token.value, expired_at: token.expiresAt, now };
  }

  /** Takes `Bearer <token>` and the bare token. */
  const authenticate: MiddlewareHandler = async (context, next) => {
    const value = (context.req.header('authorization') ?? '').replace(/^Bearer\s+/i, '');
    const isValid = token !== null && value === token.value && token.expiresAt > nowSeconds();
    return isValid ? next() : failed(context, 401, 'Unauthorized');
  };

  function mount(app: Hono, guard: Guard): void {
    app.post('/users/getToken', guard('token'), async (context) => {
      const body = await readBody(context);
      const known = textField(body, 'imp_key') === keys.impKey && textField(body, 'imp_secret') === keys.impSecret;
      return known ? done(context, issue()) : failed(context, 401, '유효하지 않은 API 키입니다.');
    });
  }

  return { authenticate, mount };
}
