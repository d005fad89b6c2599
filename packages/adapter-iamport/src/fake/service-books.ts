/** Cash receipts, verifications and deliveries as the simulated provider keeps them. Times in unix seconds, 0 for "not". */
export interface FakeReceipt {
  readonly impUid: string | null;
  readonly merchantUid: string | null;
  readonly receiptTid: string;
  readonly purpose: string;
  readonly amount: number;
  readonly appliedAt: number;
  cancelledAt: number;
}

export interface FakeCertification {
  readonly impUid: string;
  readonly merchantUid: string | null;
  readonly name: string;
  readonly phone: string;
  certifiedAt: number;
}

export interface FakeDelivery {
  readonly company: string;
  readonly invoice: string;
  readonly sentAt: number;
  readonly appliedAt: number;
}

export interface ServiceBooks {
  /** By path: the payment's id, or `external/` and the order. */
  readonly receipts: Map<string, FakeReceipt>;
  readonly certifications: Map<string, FakeCertification>;
  /** By the payment's id. */
  readonly deliveries: Map<string, FakeDelivery>;
}

export function createServiceBooks(): ServiceBooks {
  return { receipts: new Map(), certifications: new Map(), deliveries: new Map() };
}
