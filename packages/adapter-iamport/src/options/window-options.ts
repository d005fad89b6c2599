import { z } from 'zod';

const text = (charactersMax: number) => z.string().min(1).max(charactersMax);
const fields = z.record(z.string(), z.unknown());
const months = z.int().min(0).max(60);
const date = z.string().regex(/^\d{8}$/, 'must be YYYYMMDD');

/** Instalments and choice of the card. */
const card = z.strictObject({
  /** Numbers of months the shopper may choose from; at some PGs the largest is a maximum. */
  quotas: z.array(months).max(60).optional(),
  only_installments: z.boolean().optional(),
  /** Skips the choice of the card company: three-digit code, months, and whether the card's points are used. */
  direct: z.strictObject({ code: text(10), quota: months.optional(), use_point: z.boolean().optional() }).optional(),
  /** Card companies to offer, by the provider's fields. */
  detail: z.array(fields).max(50).optional(),
  /** Months whose interest the merchant pays, by card company. */
  interest_free: fields.optional(),
  use_installment: z.boolean().optional(),
  use_point: z.boolean().optional(),
  use_interest_free_of_mall: z.boolean().optional(),
  app_card_only: z.boolean().optional(),
});

const naver = z.strictObject({
  use_confirmation_date: date.optional(),
  popup: z.boolean().optional(),
  purchaser_name: text(40).optional(),
  chain_id: text(80).optional(),
});

/**
 * `provider_options.iamport` of a payment in the window: what only this provider or one of its PGs has. Amounts are minor units
 * as everywhere in the API.
 */
export const windowOptionsSchema = z.strictObject({
  /** The PG's own word where ours leaves a choice, `naverpay_point`. */
  pay_method: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,19}$/, 'must be a lower-case word')
    .optional(),
  escrow: z.boolean().optional(),
  /** Sells digital goods: phone bills need to know. */
  digital: z.boolean().optional(),
  vat_amount: z.int().min(0).optional(),
  /** Name under which an app is opened again after a bank or card app. */
  app_scheme: text(100).optional(),
  /** On a PC, too, leaves the page instead of opening a frame. */
  popup: z.boolean().optional(),
  /** Kept by the provider and shown with the payment. */
  custom_data: fields.optional(),
  /** Two more addresses for the provider's notices, beside ours. */
  notice_urls: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(2)
    .optional(),
  buyer_address: text(128).optional(),
  buyer_postcode: text(8).optional(),
  /** Card numbers are typed in inside the window. */
  key_in_window: z.boolean().optional(),
  card: card.optional(),
  /** Time of service that is paid for. */
  period: z.strictObject({ from: date.optional(), to: date.optional(), interval: text(10).optional() }).optional(),
  /** What is bought, by the PG's own fields. */
  products: z.array(fields).min(1).max(100).optional(),
  product_type: text(20).optional(),
  biz_num: z
    .string()
    .regex(/^\d{10}$/, 'must be 10 digits')
    .optional(),
  company: text(40).optional(),
  company_en: text(40).optional(),
  carrier: z.enum(['SKT', 'KTF', 'LGT', 'MVNO']).optional(),
  naver: naver.optional(),
  /** Pays with Benepia points at once, without a window. Without `member_code` the provider takes it as a test. */
  benepia: z.strictObject({ user: text(80), password: text(80), member_code: text(40).optional() }).optional(),
  /** Registers a barcode of yours to be paid in a convenience store, without a window. */
  store_number: z
    .strictObject({ barcode: z.string().regex(/^[0-9A-Za-z-]{4,40}$/, 'must be 4 to 40 letters and digits') })
    .optional(),
  /** Pays with KCP QuickPay at once, without a window. */
  kcp_quick: z
    .union([
      z.strictObject({ money: z.strictObject({ member_id: text(16), imp_uid: text(32) }) }),
      z.strictObject({ autopay: z.strictObject({ customer_uid: text(80) }) }),
    ])
    .optional(),
  /** Opens the window for a virtual account, at the PGs that issue accounts only there. */
  account_window: z.literal(true).optional(),
  /** Raw parameters for the PG, as the provider's page of it says. */
  bypass: fields.optional(),
});

export type WindowOptions = z.output<typeof windowOptionsSchema>;
