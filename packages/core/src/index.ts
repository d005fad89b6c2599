export { type BusinessCalendar, businessCalendar } from './calendar/business-days.ts';
export * from './calendar/calendar-date.ts';
export * from './calendar/korean-holidays.ts';
export * from './calendar/opening-hours.ts';
export { instantAt, isTimeZone, type WallClock, wallClock } from './calendar/zoned-time.ts';
export { type ErrorCatalogueEntry, type ErrorCode, type ErrorKind, errorCatalogue } from './error/error-catalogue.ts';
export { type ErrorContext, PaymentGatewayError, ProviderSettingsError } from './error/payment-gateway-error.ts';
export * from './identifier/identifier.ts';
export {
  type CurrencyCode,
  currencyCode,
  currencyExponent,
  isCurrencyCode,
  knownCurrencies,
} from './money/currency.ts';
export { checkedAmount, fromMajor, type Money, money, sameMoney, toMajorText } from './money/money.ts';
export type { BilingualText, NextAction } from './payment/next-action.ts';
export {
  type Attempt,
  atAttempt,
  type Customer,
  currentAttempt,
  type Payment,
  refundableMinor,
} from './payment/payment.ts';
export * from './payment/payment-method.ts';
export * from './payment/payment-status.ts';
export * from './payout/payout.ts';
export type * from './provider/account-channel-port.ts';
export * from './provider/approval-port.ts';
export type * from './provider/bank-list.ts';
export type * from './provider/billing-key-port.ts';
export * from './provider/cash-receipt-port.ts';
export type { CheckoutPort } from './provider/checkout-port.ts';
export {
  type Action,
  type DeclineReason,
  declineReasons,
  type Failure,
  type ProviderWords,
  type Retry,
  toFailure,
  toNotCreatedFailure,
} from './provider/failure.ts';
export * from './provider/gateway-capabilities.ts';
export * from './provider/identity-verification-port.ts';
export * from './provider/payment-action-port.ts';
export * from './provider/payment-provider.ts';
export * from './provider/provider-event.ts';
export * from './provider/provider-manifest.ts';
export type * from './provider/provider-report.ts';
export type * from './provider/reference-tables.ts';
export * from './provider/routing-trace.ts';
export type * from './provider/schedule-port.ts';
export * from './provider/shipment-port.ts';
export * from './provider/verdict.ts';
export type * from './provider/virtual-account-port.ts';
export * from './refund/refund.ts';
export { type Clock, dayMs, hourMs, minuteMs, secondMs, systemClock } from './time/clock.ts';
