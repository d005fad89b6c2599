import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PaymentId, PaymentLinkId, PaymentMethodType } from '@hangil/core';
import type { CreatePaymentInput } from '@hangil/engine';

/** What stands behind an address of `/pay`. */
export type CheckoutSubject =
  | { readonly kind: 'payment'; readonly id: PaymentId }
  | { readonly kind: 'link'; readonly id: PaymentLinkId };

const secretBytes = 24;

/** Nobody pays these in a browser. */
const withoutShopper: readonly PaymentMethodType[] = ['key_in', 'billing_key'];

/** The hosted page of a payment that is about to be made. */
export function hostedPage(
  methodType: PaymentMethodType,
  publicUrl: string,
): Required<Pick<CreatePaymentInput, 'checkoutUrl'>> | Record<string, never> {
  return withoutShopper.includes(methodType) ? {} : { checkoutUrl: (id) => checkoutUrl(publicUrl, 'p', id) };
}

export function linkUrl(publicUrl: string, id: PaymentLinkId): string {
  return checkoutUrl(publicUrl, 'l', id);
}

/** A letter, the tail of the id, and what nobody can guess: 192 bits of chance. */
function checkoutUrl(publicUrl: string, letter: string, id: string): string {
  const tail = id.slice(id.indexOf('_') + 1);
  return `${publicUrl}/pay/${letter}${tail}${randomBytes(secretBytes).toString('base64url')}`;
}

/** @returns null when the token has not the shape of one */
export function subjectOf(token: string): CheckoutSubject | null {
  const [, letter, tail] = /^([pl])([0-9a-z]{26})[\w-]{32}$/.exec(token) ?? [];
  if (tail === undefined) return null;
  return letter === 'p'
    ? { kind: 'payment', id: `pay_${tail}` as PaymentId }
    : { kind: 'link', id: `plk_${tail}` as PaymentLinkId };
}

/** Whether the token is the one of this address, in a time that does not tell how much of it is right. */
export function isTokenOf(url: string | null, token: string): boolean {
  if (url === null) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(url.slice(url.lastIndexOf('/') + 1)), hash(token));
}
