import { refusal } from './api.ts';
import type { Books } from './books.ts';

/** One means of payment that is kept. */
export interface KeptCard {
  readonly customerKey: string;
  readonly billingKey: string;
  readonly cardNumber: string;
  isDeleted: boolean;
}

/** Billing keys, and what the window gives for one; an `authKey` is good once. */
export interface KeyBook {
  keep(customerKey: string, cardNumber: string): KeptCard;
  authorize(customerKey: string): string;
  /** The card the shopper has given to the window. */
  redeem(authKey: unknown, customerKey: unknown): KeptCard | ReturnType<typeof refusal>;
  toCharge(billingKey: string, customerKey: unknown): KeptCard | ReturnType<typeof refusal>;
  /** Null = deleted now. */
  remove(billingKey: string): ReturnType<typeof refusal> | null;
}

export function createKeyBook({ nextNumber }: Pick<Books, 'nextNumber'>): KeyBook {
  const cards = new Map<string, KeptCard>();
  const authorizations = new Map<string, string>();
  const notFound = refusal(404, 'NOT_FOUND_BILLING', '존재하지 않는 빌링 결제 인증 정보 입니다.');
  const removed = refusal(400, 'ALREADY_REMOVED_BILLING_KEY', '이미 삭제된 빌링키입니다');

  function keep(customerKey: string, cardNumber: string): KeptCard {
    // With the character that needs care in a path.
    const card = { customerKey, billingKey: `bfake${nextNumber()}=`, cardNumber, isDeleted: false };
    cards.set(card.billingKey, card);
    return card;
  }

  return {
    keep,
    authorize(customerKey) {
      const authKey = `bln_${nextNumber()}`;
      authorizations.set(authKey, customerKey);
      return authKey;
    },
    redeem(authKey, customerKey) {
      const authorized = authorizations.get(String(authKey));
      if (authorized === undefined) return refusal(400, 'INVALID_BILLING_AUTH', '유효하지 않은 빌링 인증입니다.');
      if (authorized !== customerKey) return mismatch();
      authorizations.delete(String(authKey));
      return keep(authorized, '4330123412341234');
    },
    toCharge(billingKey, customerKey) {
      const card = cards.get(billingKey);
      if (card === undefined) return notFound;
      if (card.isDeleted) return removed;
      return card.customerKey === customerKey ? card : mismatch();
    },
    remove(billingKey) {
      const card = cards.get(billingKey);
      if (card === undefined) return notFound;
      if (card.isDeleted) return removed;
      card.isDeleted = true;
      return null;
    },
  };
}

function mismatch() {
  return refusal(400, 'NOT_MATCHES_CUSTOMER_KEY', '빌링 인증 고객키와 결제 요청 고객키가 일치하지 않습니다.');
}
