/** One try to pay, with its own imp_uid. Money in minor units, times in unix seconds with 0 for "not". */
export interface Attempt {
  readonly impUid: string;
  readonly merchantUid: string;
  /** Who can finish it: a shopper, nobody, or a depositor. */
  readonly kind: 'window' | 'charge' | 'virtual_account';
  status: 'ready' | 'paid' | 'failed' | 'cancelled';
  amountMinor: number;
  readonly currency: string;
  readonly order: OrderFields;
  account: IssuedAccount | null;
  readonly cardNumber: string | null;
  readonly startedAt: number;
  paidAt: number;
  failedAt: number;
  failReason: string | null;
  readonly cancels: Cancellation[];
  readonly deposits: Deposit[];
}

export interface OrderFields {
  readonly payMethod: string;
  readonly pgProvider: string | null;
  readonly pgId: string | null;
  readonly name: string | null;
  readonly buyerName: string | null;
  readonly buyerTel: string | null;
  readonly buyerEmail: string | null;
  readonly customData: string | null;
  readonly customerUid: string | null;
  readonly noticeUrls: readonly string[];
  /** Asked before the money is taken. */
  readonly confirmUrl: string | null;
}

export interface IssuedAccount {
  readonly bankCode: string;
  readonly bankName: string;
  readonly number: string;
  readonly holder: string | null;
  readonly dueAt: number;
  /** Stays open for more deposits after the first. */
  readonly isFixed: boolean;
}

export interface Deposit {
  readonly pgTid: string;
  readonly amountMinor: number;
  readonly depositedAt: number;
}

export interface Cancellation {
  readonly cancellationId: string;
  readonly pgTid: string;
  readonly amountMinor: number;
  readonly reason: string | null;
  readonly cancelledAt: number;
}

export function returnedMinor(attempt: Attempt): number {
  return attempt.cancels.reduce((sum, cancel) => sum + cancel.amountMinor, 0);
}

/** Money was taken at some time. */
export function wasPaid(attempt: Attempt): boolean {
  return attempt.paidAt > 0;
}

export function updatedAt(attempt: Attempt): number {
  const cancelledAt = attempt.cancels.at(-1)?.cancelledAt ?? 0;
  return Math.max(attempt.startedAt, attempt.paidAt, attempt.failedAt, cancelledAt);
}
