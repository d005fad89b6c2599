import type { ProviderReference } from '../identifier/identifier.ts';
import type { RawProviderEvent } from './provider-event.ts';

/** What the provider is about to take. Anybody may have asked: the answer changes nothing here. */
export interface ApprovalQuestion {
  readonly reference: ProviderReference;
  /** In major units, as the provider writes it; the currency is the payment's. */
  readonly amountMajor: string | number;
}

/** A provider that asks, after the shopper approved and before the money moves, whether it may. */
export interface ApprovalPort {
  /** Pure. Null for what cannot be read. */
  read(event: RawProviderEvent): ApprovalQuestion | null;
}
