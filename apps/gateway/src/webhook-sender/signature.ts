import { createHmac } from 'node:crypto';

const secretPrefix = 'whsec_';

/** Signature of one message (Standard Webhooks 1.0): HMAC-SHA256 over `id.timestamp.body`, one `v1,…` for each secret. */
export function signatureHeader(
  message: { readonly id: string; readonly timestampSeconds: number; readonly body: string },
  secrets: readonly string[],
): string {
  const content = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return secrets
    .map((secret) => `v1,${createHmac('sha256', keyOf(secret)).update(content).digest('base64')}`)
    .join(' ');
}

/** The bytes behind `whsec_`; a secret of another form, which only the configuration may give, is used as the text it is. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(secretPrefix)
    ? Buffer.from(secret.slice(secretPrefix.length), 'base64')
    : Buffer.from(secret, 'utf8');
}
