/** One payment by its paymentKey, as the provider keeps it. Money in won, which have no minor units. */
export interface TossRecord {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly orderName: string;
  readonly kind: 'window' | 'key_in' | 'billing_key' | 'virtual_account';
  readonly amount: number;
  status:
    | 'READY'
    | 'IN_PROGRESS'
    | 'WAITING_FOR_DEPOSIT'
    | 'DONE'
    | 'CANCELED'
    | 'PARTIAL_CANCELED'
    | 'ABORTED'
    | 'EXPIRED';
  readonly requestedAt: Date;
  authenticatedAt: Date | null;
  approvedAt: Date | null;
  failure: { readonly code: string; readonly message: string } | null;
  readonly account: TossAccount | null;
  readonly cardNumber: string | null;
  readonly cancels: TossCancel[];
}

export interface TossAccount {
  readonly accountNumber: string;
  readonly bankCode: string;
  readonly customerName: string;
  readonly dueDate: Date;
  readonly secret: string;
}

export interface TossCancel {
  readonly cancelAmount: number;
  readonly cancelReason: string;
  readonly canceledAt: Date;
  readonly transactionKey: string;
}

export function returned({ cancels }: TossRecord): number {
  return cancels.reduce((sum, { cancelAmount }) => sum + cancelAmount, 0);
}

/** Money was taken at some time. */
export function wasPaid({ approvedAt }: TossRecord): boolean {
  return approvedAt !== null;
}
