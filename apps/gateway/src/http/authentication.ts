import { createHash } from 'node:crypto';
import { PaymentGatewayError } from '@hangil/core';
import type { Scope } from '@hangil/engine';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnvironment } from './http-environment.ts';

export const apiKeyPattern = /^sk_(test|live)_[A-Za-z0-9_-]{1,200}$/;

/** A key as it is kept: its hash, and whose it is. */
export interface KnownApiKey extends Scope {
  readonly secretHash: string;
  /** Who holds it; two names are two persons. */
  readonly name: string;
}

/** How a key is named where it is kept who did something: part of its hash. */
function apiKeyId(secretHash: string): string {
  return `key_${secretHash.slice(0, 26)}`;
}

export function hashApiKey(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** `sk_live_…` works on live objects, `sk_test_…` on test objects; nothing else decides the mode. */
export function isLiveKey(secret: string): boolean {
  return secret.startsWith('sk_live_');
}

/** Asks for `Authorization: Bearer key`, or HTTP Basic with the key as user. */
export function authentication(keys: Iterable<KnownApiKey>): MiddlewareHandler<HttpEnvironment> {
  const keyByHash = new Map([...keys].map((key) => [key.secretHash, key]));
  return async (c, next) => {
    const apiKey = credential(c.req.header('Authorization') ?? '');
    const secretHash = hashApiKey(apiKey ?? '');
    const known = keyByHash.get(secretHash);
    if (apiKey === null || known === undefined) {
      throw new PaymentGatewayError('unauthorized', { detail: 'Send an API key: Authorization: Bearer sk_test_…' });
    }
    const { merchantId, livemode, name } = known;
    c.set('scope', { merchantId, livemode });
    c.set('apiKeyName', name);
    c.set('apiKey', apiKey);
    c.set('apiKeyId', apiKeyId(secretHash));
    await next();
  };
}

function credential(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+) *$/i.exec(authorization) ?? [];
  const apiKey = scheme.toLowerCase() === 'basic' ? basicUser(value) : value;
  return apiKeyPattern.test(apiKey) ? apiKey : null;
}

function basicUser(value: string): string {
  const [user = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 1);
  return user;
}
