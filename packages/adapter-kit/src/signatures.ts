import { createHash, createHmac, sign, timingSafeEqual, verify } from 'node:crypto';

/** How bytes are written as text. */
export type TextForm = 'hex' | 'base64' | 'base64url';

/** HMAC-SHA256 of a body or of text (UTF-8). */
export function hmacSha256(key: string, data: Uint8Array | string, form: TextForm = 'hex'): string {
  return createHmac('sha256', key).update(data).digest(form);
}

/** SHA-256 of the parts written one after another, as Korean PGs sign requests (`mid + amount + key`). UTF-8. */
export function sha256Concatenation(parts: readonly string[], form: TextForm = 'hex'): string {
  return createHash('sha256').update(parts.join('')).digest(form);
}

/** Compares a given signature with the expected one in constant time; nothing was given = not the same. */
export function isSameText(given: string | null | undefined, expected: string): boolean {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * RSA signature (PKCS #1 v1.5 with SHA-256).
 *
 * @param privateKey - PEM
 */
export function signRsaSha256(privateKey: string, data: Uint8Array | string, form: TextForm = 'base64'): string {
  return sign('sha256', Buffer.from(data), privateKey).toString(form);
}

/**
 * Is it the signature of the owner of the key (RSA, PKCS #1 v1.5 with SHA-256)? Never throws for what was sent.
 *
 * @param publicKey - PEM
 * @throws Error when the key itself cannot be read
 */
export function isRsaSha256Signature(
  publicKey: string,
  data: Uint8Array | string,
  signature: string | null | undefined,
  form: TextForm = 'base64',
): boolean {
  return verify('sha256', Buffer.from(data), publicKey, Buffer.from(signature ?? '', form));
}
