import type { FakeCall, FakePayment, FakePayout, Notice, SentNotice } from '@hangil/adapter-testkit';
import type { MovableClock } from '../movable-clock.ts';

export function toWirePayment(payment: FakePayment | null): object | null {
  return payment === null
    ? null
    : {
        reference: payment.reference,
        provider_payment_id: payment.providerPaymentId,
        status: payment.status,
        amount: payment.amountMinor,
        currency: payment.currency,
        returned: payment.returnedMinor,
        charges: payment.charges,
      };
}

export function toWirePayout(payout: FakePayout | null): object | null {
  return payout === null
    ? null
    : {
        reference: payout.reference,
        provider_payout_id: payout.providerPayoutId,
        status: payout.status,
        amount: payout.amountMinor,
        currency: payout.currency,
        transfers: payout.transfers,
      };
}

export function toWireCall({ operation, reference }: FakeCall): object {
  return { operation, reference };
}

export function toWireNotice({ url, headers, body, reference }: Notice): object {
  return { url, headers, body, reference };
}

export function toWireSentNotice(notice: SentNotice): object {
  return { ...toWireNotice(notice), answered_with: notice.answeredWith };
}

export function toWireClock(clock: MovableClock): object {
  return { now: clock.now().toISOString(), offset_seconds: clock.offsetMs() / 1000 };
}
