import type { ChannelId } from '../identifier/identifier.ts';
import type { CallContext, PaymentAtProvider, RequestProblem } from './payment-provider.ts';
import type { Absent, Declined, NotCreated, Unknown } from './verdict.ts';

/** Couriers by our words, with their Korean and English names. A courier that is none of these is `other`. */
export const couriers = {
  cj_logistics: { ko: 'CJ대한통운', en: 'CJ Logistics' },
  lotte: { ko: '롯데택배', en: 'Lotte Global Logistics' },
  hanjin: { ko: '한진택배', en: 'Hanjin' },
  korea_post: { ko: '우체국택배', en: 'Korea Post' },
  logen: { ko: '로젠택배', en: 'Logen' },
  daesin: { ko: '대신택배', en: 'Daesin' },
  dongbu: { ko: '동부택배', en: 'Dongbu (KG Logis)' },
  yellow_cap: { ko: '옐로우캡', en: 'Yellow Cap' },
  sc_logis: { ko: 'SC로지스', en: 'SC Logis' },
  hanaro: { ko: '하나로택배', en: 'Hanaro' },
  other: { ko: '기타', en: 'Other' },
} as const;

export type Courier = keyof typeof couriers;

export const courierCodes = Object.keys(couriers) as readonly Courier[];

/** Who sends, or who receives. */
export interface ShipmentParty {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly postalCode: string;
}

export interface ShipmentProduct {
  readonly id: string;
  readonly name: string;
  /** Price of one, minor units of the payment's currency. */
  readonly amountMinor: number;
  readonly quantity: number;
}

/** A delivery, as the buyer's protection (escrow) wants it told. */
export interface ShipmentDetails {
  readonly courier: Courier;
  readonly trackingNumber: string;
  readonly sentAt: Date;
  readonly sender: ShipmentParty;
  readonly receiver: ShipmentParty;
  readonly products: readonly ShipmentProduct[];
}

export interface ShipmentRequest extends ShipmentDetails {
  readonly channelId: ChannelId;
  readonly payment: PaymentAtProvider;
}

/** The delivery as the provider has it. */
export interface RegisteredShipment {
  readonly kind: 'registered';
  readonly trackingNumber: string;
  /** Null = not told, or a courier of none of our words. */
  readonly courier: Courier | null;
  readonly registeredAt: Date;
}

export type ShipmentVerdict = RegisteredShipment | Declined | NotCreated | Unknown;
export type ShipmentReading = RegisteredShipment | Absent | Unknown;

/** Deliveries of escrow payments. No method throws for what a provider or a network does. */
export interface ShipmentPort {
  /** Looks at a request before anything is written or sent. Pure. */
  check?(request: ShipmentRequest, change: 'add' | 'update'): RequestProblem | null;
  add(request: ShipmentRequest, context: CallContext): Promise<ShipmentVerdict>;
  update(request: ShipmentRequest, context: CallContext): Promise<ShipmentVerdict>;
  inquire(payment: PaymentAtProvider, context: CallContext): Promise<ShipmentReading>;
}
