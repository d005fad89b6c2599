import { type ErrorCode, errorCatalogue } from '../error/error-catalogue.ts';
import type { BilingualText } from '../payment/next-action.ts';

/** Whose move it is after a failure. */
export type Action = 'shopper_retry' | 'shopper_other_method' | 'merchant_fix_request' | 'merchant_contact_pg' | 'wait';

/** May the same call be made again: yes / only after looking up what happened / no. */
export type Retry = 'safe' | 'after_lookup' | 'never';

/** The provider's own words, kept beside ours. */
export interface ProviderWords {
  readonly code: string | null;
  readonly message: string | null;
}

/** Why a payment, refund or payout did not come about, as it is stored and shown. */
export interface Failure {
  /** `payment_declined`, `provider_unreachable`, ... */
  readonly code: ErrorCode;
  /** Finer word where the provider told one, else `other`. */
  readonly reason: DeclineReason;
  readonly message: BilingualText;
  readonly action: Action;
  readonly retry: Retry;
  readonly provider: ProviderWords;
}

interface DeclineReasonEntry {
  readonly message: BilingualText;
  readonly action: Action;
  readonly retry: Retry;
}

/** Unified reasons of a decline, each with a sentence for the shopper and the one whose move it is. */
export const declineReasons = {
  insufficient_funds: entry('The balance is not sufficient.', '잔액이 부족합니다.', 'shopper_other_method'),
  limit_exceeded: entry(
    'The limit of this means of payment is exceeded.',
    '결제 수단의 한도를 초과했습니다.',
    'shopper_other_method',
  ),
  card_expired: entry('The card has expired.', '유효기간이 지난 카드입니다.', 'shopper_other_method'),
  card_invalid: entry('The card data is not valid.', '카드 정보가 올바르지 않습니다.', 'shopper_retry'),
  lost_or_stolen: entry('The card cannot be used.', '사용할 수 없는 카드입니다.', 'shopper_other_method'),
  authentication_failed: entry('The authentication failed.', '본인 인증에 실패했습니다.', 'shopper_retry'),
  canceled_by_shopper: entry('The payment was cancelled.', '결제가 취소되었습니다.', 'shopper_retry'),
  account_invalid: entry('The account data is not valid.', '계좌 정보가 올바르지 않습니다.', 'merchant_fix_request'),
  account_blocked: entry('The account cannot be used.', '사용할 수 없는 계좌입니다.', 'shopper_other_method'),
  amount_not_allowed: entry(
    'The amount is not allowed for this method.',
    '허용되지 않는 금액입니다.',
    'merchant_fix_request',
  ),
  duplicate: entry(
    'The provider has already handled this order.',
    '이미 처리된 주문입니다.',
    'merchant_fix_request',
    'after_lookup',
  ),
  not_contracted: entry(
    'The merchant has no contract for this method.',
    '계약되지 않은 결제 수단입니다.',
    'merchant_contact_pg',
  ),
  provider_balance: entry(
    'The balance held at the provider is not sufficient.',
    '결제 기관에 예치된 잔액이 부족합니다.',
    'merchant_contact_pg',
  ),
  refund_not_possible: entry(
    'The provider cannot refund this payment.',
    '환불할 수 없는 결제입니다.',
    'merchant_contact_pg',
  ),
  risk: entry('The payment was refused for safety reasons.', '안전상의 이유로 거절되었습니다.', 'shopper_other_method'),
  timed_out: entry('The time allowed has passed.', '처리 시간이 초과되었습니다.', 'shopper_retry', 'safe'),
  provider_unavailable: entry(
    'The provider is not available now.',
    '결제 기관을 일시적으로 이용할 수 없습니다.',
    'shopper_retry',
    'safe',
  ),
  invalid_request: entry(
    'The provider refused the request.',
    '결제 기관이 요청을 거절했습니다.',
    'merchant_fix_request',
  ),
  other: entry('The payment was declined.', '결제가 거절되었습니다.', 'shopper_other_method'),
} as const satisfies Record<string, DeclineReasonEntry>;

export type DeclineReason = keyof typeof declineReasons;

function entry(en: string, ko: string, action: Action, retry: Retry = 'never'): DeclineReasonEntry {
  return { message: { en, ko }, action, retry };
}

/**
 * Builds the stored failure for a catalogue code and a decline reason; the provider's words are kept verbatim. Where no finer
 * reason is known, the code's own sentence and advice stand.
 */
export function toFailure(
  code: ErrorCode,
  reason: DeclineReason,
  provider: ProviderWords = { code: null, message: null },
): Failure {
  const { message, action, retry } = reason === 'other' ? errorCatalogue[code] : declineReasons[reason];
  return { code, reason, message, action, retry, provider };
}

/** Failure of a request after which nothing exists at the provider: it was not reached, or it refused the request itself. */
export function toNotCreatedFailure(reason: DeclineReason, provider: ProviderWords): Failure {
  const unreachable = reason === 'provider_unavailable' || reason === 'timed_out';
  return toFailure(unreachable ? 'provider_unreachable' : 'provider_refused', reason, provider);
}
