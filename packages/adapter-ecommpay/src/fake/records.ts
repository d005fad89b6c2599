interface RequestBase {
  /** Our reference: `payment_id` on the wire. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly customerId: string;
  /** Address for callbacks that the request named. */
  readonly callbackUrl: string | null;
}

export interface SaleRequest extends RequestBase {
  readonly type: 'sale';
  /** At a bank page, on an account that is named, or on the Payment Page. */
  readonly flow: 'redirect' | 'instructions' | 'page';
  /** Where the shopper's browser goes back to. */
  readonly returnUrls: { readonly success: string; readonly decline: string } | null;
  /** Names of the customer that the bank wants and the request lacks. */
  missingNames: readonly string[];
}

export interface PayoutRequest extends RequestBase {
  readonly type: 'payout';
  readonly accountNumber: string;
}

interface Progress {
  readonly operationId: number;
  readonly requestId: string;
  readonly createdAt: Date;
  changedAt: Date;
  status: 'waiting' | 'paid' | 'declined';
  /** The payee's bank has sent the money back. */
  isReturned: boolean;
  /** How often money was moved. */
  moves: number;
  /** What arrived, once something did. */
  receivedMinor: number | null;
}

export type FakeSale = SaleRequest & Progress;
export type FakeOperation = FakeSale | (PayoutRequest & Progress);
