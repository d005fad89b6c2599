import { z } from 'zod';

const text = (charactersMax: number) => z.string().min(1).max(charactersMax);

const shared = {
  /** Instalment months; from 50,000 won on. */
  card_quota: z.int().min(0).max(60).optional(),
  /** The merchant pays the interest of the instalments. */
  interest_free_by_merchant: z.boolean().optional(),
  use_card_point: z.boolean().optional(),
  product_type: z.enum(['real', 'digital']).optional(),
  promotion_id: text(80).optional(),
  /** Kept by the provider and shown with the payment. */
  custom_data: z.record(z.string(), z.unknown()).optional(),
  /** Raw parameters for the PG, as the provider's page of it says. */
  bypass: z.record(z.string(), z.unknown()).optional(),
};

/** `provider_options.iamport` of a charge with card data. */
export const keyInOptionsSchema = z.strictObject({
  ...shared,
  /** What a foreign PG gave after 3-D Secure. */
  secure_3d: z.strictObject({ charge_id: text(200), token: text(2000) }).optional(),
});

/** `provider_options.iamport` of a charge on a billing key. */
export const billingKeyChargeOptionsSchema = z.strictObject({
  ...shared,
  product_count: z.int().min(1).optional(),
  cash_receipt_type: z.enum(['person', 'company', 'anonymous']).optional(),
  /** Naver Pay: day on which the service is used, `YYYYMMDD`. */
  naver_use_confirmation_date: z
    .string()
    .regex(/^\d{8}$/, 'must be YYYYMMDD')
    .optional(),
});

type ChargeOptions = z.output<typeof keyInOptionsSchema> & z.output<typeof billingKeyChargeOptionsSchema>;

/** The options as fields of a charge. Here `bypass` and `custom_data` are text that holds JSON. */
export function chargeOptionFields(options: ChargeOptions): Readonly<Record<string, unknown>> {
  const { secure_3d, naver_use_confirmation_date, bypass, custom_data, ...plain } = options;
  return {
    ...plain,
    ...(bypass === undefined ? {} : { bypass: JSON.stringify(bypass) }),
    ...(custom_data === undefined ? {} : { custom_data: JSON.stringify(custom_data) }),
    ...(secure_3d === undefined ? {} : { secure_3d_charge_id: secure_3d.charge_id, secure_3d_token: secure_3d.token }),
    ...(naver_use_confirmation_date === undefined ? {} : { extra: { naverUseCfm: naver_use_confirmation_date } }),
  };
}
