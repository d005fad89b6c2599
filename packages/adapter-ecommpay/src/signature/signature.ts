import { createHmac, timingSafeEqual } from 'node:crypto';
import { toSignedEntries } from './signed-entries.ts';
import { type SigningOrder, signingOrders, toCanonicalText } from './signing-order.ts';

/**
 * The text ECommPay signs: `path:value` of every leaf, sorted by path in natural order, joined with `;`.
 * `signature` and `frame_mode` are left out at every depth; true is 1, false 0, null empty; empty lists and objects vanish.
 * Rule of the official libraries since December 2023.
 *
 * @example canonicalize({ payment: { id: '11', status: 'success' }, signature: '...' }) // "payment:id:11;payment:status:success"
 */
export function canonicalize(payload: unknown): string {
  return toCanonicalText(toSignedEntries(payload), 'natural');
}

/**
 * Base64 of HMAC-SHA512 over the canonical text; the secret is used as text. A signature inside the payload does not count.
 *
 * @example sign({ payment: { id: '11', status: 'success' } }, 'qwerty') // "Rk9xmCfi..."
 */
export function sign(payload: unknown, secret: string): string {
  return hmac(canonicalize(payload), secret);
}

/**
 * Was this payload signed with this secret? The signature is looked for at the root, then under `general`, nowhere else.
 * Compared in constant time. Never throws.
 */
export function verify(payload: unknown, secret: string): boolean {
  return matchSignature(payload, secret) !== null;
}

/**
 * Which order of entries makes the payload's signature come out right, or null when none does. Trying them all does not
 * weaken the check: each is an HMAC under the same secret.
 */
export function matchSignature(payload: unknown, secret: string): SigningOrder | null {
  const given = signatureOf(payload);
  if (given === null) return null;
  const entries = toSignedEntries(payload);
  return signingOrders.find((order) => sameText(hmac(toCanonicalText(entries, order), secret), given)) ?? null;
}

/** The signature a payload carries, if any. */
export function signatureOf(payload: unknown): string | null {
  const root = asObject(payload);
  for (const place of [root, asObject(root.general)]) {
    if (typeof place.signature === 'string') return place.signature;
  }
  return null;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function hmac(text: string, secret: string): string {
  return createHmac('sha512', secret).update(text, 'utf8').digest('base64');
}

function sameText(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
