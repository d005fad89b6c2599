import type { DeclineReason } from '@hangil/core';

/**
 * What a code proves. The HTTP status proves nothing: 400 holds refusals, unknown outcomes and "already paid" alike. A code that
 * stands in no table proves nothing either, and the outcome stays open: among them PROVIDER_ERROR, CARD_PROCESSING_ERROR,
 * ALREADY_PROCESSED_PAYMENT, DUPLICATED_ORDER_ID, IDEMPOTENT_REQUEST_PROCESSING and everything with 500.
 * From the provider's list of 179 codes, 2026.
 */
export type CodeTable = ReadonlyMap<string, DeclineReason>;

/** The payment was refused for sure, and the payer has to begin again. */
export const paymentDeclines: CodeTable = new Map<string, DeclineReason>([
  ['REJECT_CARD_PAYMENT', 'limit_exceeded'],
  ['REJECT_ACCOUNT_PAYMENT', 'insufficient_funds'],
  ['REJECT_CARD_COMPANY', 'other'],
  ['REJECT_TOSSPAY_INVALID_ACCOUNT', 'account_invalid'],
  ['INVALID_PASSWORD', 'authentication_failed'],
  ['EXCEED_MAX_AUTH_COUNT', 'authentication_failed'],
  ['EXCEED_MAX_ONE_DAY_AMOUNT', 'limit_exceeded'],
  ['EXCEED_MAX_AMOUNT', 'limit_exceeded'],
  ['EXCEED_MAX_PAYMENT_AMOUNT', 'limit_exceeded'],
  ['EXCEED_MAX_DAILY_PAYMENT_COUNT', 'limit_exceeded'],
  ['EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT', 'limit_exceeded'],
  ['EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT', 'limit_exceeded'],
  ['EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT', 'limit_exceeded'],
  ['EXCEED_MAX_CARD_INSTALLMENT_PLAN', 'invalid_request'],
  ['EXCEED_MAX_DUE_DATE', 'invalid_request'],
  ['EXCEED_MAX_VALID_HOURS', 'invalid_request'],
  ['FDS_ERROR', 'risk'],
  ['NOT_AVAILABLE_BANK', 'provider_unavailable'],
  ['NOT_AVAILABLE_PAYMENT', 'provider_unavailable'],
  ['INVALID_REJECT_CARD', 'other'],
  ['INVALID_CARD', 'card_invalid'],
  ['INVALID_CARD_NUMBER', 'card_invalid'],
  ['INVALID_CARD_COMPANY', 'card_invalid'],
  ['INVALID_CARD_EXPIRATION', 'card_invalid'],
  ['INVALID_CARD_PASSWORD', 'authentication_failed'],
  ['INVALID_CARD_IDENTITY', 'authentication_failed'],
  ['INVALID_CARD_LOST_OR_STOLEN', 'lost_or_stolen'],
  ['INVALID_STOPPED_CARD', 'lost_or_stolen'],
  ['INVALID_CARD_INSTALLMENT_PLAN', 'invalid_request'],
  ['INVALID_CARD_INSTALLMENT_AMOUNT', 'invalid_request'],
  ['INVALID_ACCOUNT_INFO_RE_REGISTER', 'account_invalid'],
  ['RESTRICTED_TRANSFER_ACCOUNT', 'account_blocked'],
  ['BELOW_MINIMUM_AMOUNT', 'amount_not_allowed'],
  ['NOT_ALLOWED_POINT_USE', 'other'],
  ['NOT_SUPPORTED_CARD_TYPE', 'card_invalid'],
  ['NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT', 'other'],
  ['NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN', 'other'],
  ['NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN_BELOW_AMOUNT', 'amount_not_allowed'],
  ['PAY_PROCESS_CANCELED', 'canceled_by_shopper'],
]);

/** The card cannot be kept. */
export const keyDeclines: CodeTable = new Map<string, DeclineReason>([
  ...paymentDeclines,
  ['NOT_REGISTERED_CARD_COMPANY', 'card_invalid'],
]);

/** A stored means of payment was not charged. */
export const chargeDeclines: CodeTable = new Map<string, DeclineReason>([
  ...paymentDeclines,
  ['ALREADY_REMOVED_BILLING_KEY', 'card_invalid'],
  ['NOT_FOUND_BILLING', 'card_invalid'],
]);

/** No receipt was issued, or canceled. */
export const receiptDeclines: CodeTable = new Map<string, DeclineReason>([
  ['INVALID_CASH_RECEIPT_INFO', 'invalid_request'],
]);

/** The request itself was refused, and nothing was done. A wrong or foreign payment key is among them: it ends nobody's payment. */
export const refusedRequests: CodeTable = new Map<string, DeclineReason>([
  ['INVALID_REQUEST', 'invalid_request'],
  ['INVALID_REQUIRED_PARAM', 'invalid_request'],
  ['INVALID_PAYMENT_KEY', 'invalid_request'],
  ['INVALID_BIRTH_DAY_FORMAT', 'invalid_request'],
  ['FORBIDDEN_REQUEST', 'invalid_request'],
  ['UNAPPROVED_ORDER_ID', 'invalid_request'],
  ['NOT_FOUND_PAYMENT', 'invalid_request'],
  ['NOT_FOUND_PAYMENT_SESSION', 'invalid_request'],
  ['INVALID_BILLING_AUTH', 'invalid_request'],
  ['INVALID_BILL_KEY_REQUEST', 'invalid_request'],
  ['INVALID_CUSTOMER_KEY', 'invalid_request'],
  ['NOT_MATCHES_CUSTOMER_KEY', 'invalid_request'],
  ['INVALID_API_KEY', 'not_contracted'],
  ['UNAUTHORIZED_KEY', 'not_contracted'],
  ['INCORRECT_BASIC_AUTH_FORMAT', 'not_contracted'],
  ['NOT_FOUND_TERMINAL_ID', 'not_contracted'],
  ['NOT_SUPPORTED_METHOD', 'not_contracted'],
  ['NOT_SUPPORTED_WIDGET_KEY', 'not_contracted'],
  ['NOT_REGISTERED_BUSINESS', 'not_contracted'],
  ['INVALID_UNREGISTERED_SUBMALL', 'not_contracted'],
]);

/** Nothing was given back. */
export const refundDeclines: CodeTable = new Map<string, DeclineReason>([
  ['ALREADY_CANCELED_PAYMENT', 'duplicate'],
  ['ALREADY_REFUND_PAYMENT', 'duplicate'],
  ['ALREADY_REFUNDING_PAYMENT', 'duplicate'],
  ['NOT_CANCELABLE_PAYMENT', 'refund_not_possible'],
  ['NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER', 'refund_not_possible'],
  ['EXCEED_MAX_REFUND_DUE', 'refund_not_possible'],
  ['NOT_CANCELABLE_AMOUNT', 'amount_not_allowed'],
  ['NOT_MATCHES_REFUNDABLE_AMOUNT', 'amount_not_allowed'],
  ['EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT', 'amount_not_allowed'],
  ['EXCEED_CANCEL_LIMIT', 'limit_exceeded'],
  ['NOT_ALLOWED_PARTIAL_REFUND', 'refund_not_possible'],
  ['NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT', 'refund_not_possible'],
  ['INVALID_REFUND_ACCOUNT_INFO', 'account_invalid'],
  ['INVALID_REFUND_ACCOUNT_NUMBER', 'account_invalid'],
  ['INVALID_BANK', 'account_invalid'],
  ['FORBIDDEN_BANK_REFUND_REQUEST', 'account_blocked'],
  ['REFUND_REJECTED', 'refund_not_possible'],
]);
