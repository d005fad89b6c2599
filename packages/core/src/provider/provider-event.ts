import type { ProviderReference } from '../identifier/identifier.ts';
import type { PaymentReading, PayoutReading } from './verdict.ts';

/** A provider's call to us exactly as it arrived. */
export interface RawProviderEvent {
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

/** What the event is about, as far as it says. */
export interface ProviderEventSubject {
  readonly reference: ProviderReference | null;
  readonly providerTransactionId: string | null;
}

export type ProviderEventContent =
  /** Says only that something may have changed: ask the provider. */
  | { readonly kind: 'hint' }
  /** Authenticated and complete: stands for an inquiry. */
  | { readonly kind: 'payment'; readonly reading: PaymentReading }
  | { readonly kind: 'payout'; readonly reading: PayoutReading }
  /** Authentic, and nothing for us to do. */
  | { readonly kind: 'ignored' };

export type ProviderEventReading =
  /** Not from the provider, or not readable. Answered with 403 or 400; changes nothing. */
  | { readonly kind: 'rejected'; readonly reason: 'bad_signature' | 'unreadable' }
  | {
      readonly kind: 'accepted';
      /** Equal for every copy of the same event, different for different events of one provider account. */
      readonly eventKey: string;
      readonly subject: ProviderEventSubject;
      readonly content: ProviderEventContent;
      /** Something unusual that the log should tell, without data of the event. */
      readonly remark?: string;
    };
