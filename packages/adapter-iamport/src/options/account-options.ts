import { z } from 'zod';

/** `provider_options.iamport` of a virtual account: an account that stays the same for a customer, by the PGs that have it. */
export const accountOptionsSchema = z.strictObject({
  /** smartro_v2, settle: the number of an account that was assigned before. */
  fixed_account_number: z
    .string()
    .regex(/^\d{6,20}$/, 'must be 6 to 20 digits')
    .optional(),
  /** tosspayments: the customer's key for one account. */
  fixed_account_key: z.string().min(1).max(13).optional(),
  /** settle: takes any number of deposits. */
  fixed_unlimited: z.boolean().optional(),
  product_type: z.enum(['real', 'digital']).optional(),
  /** nice_v2: of the buyer, for escrow. */
  business_registration_number: z
    .string()
    .regex(/^\d{10}$/, 'must be 10 digits')
    .optional(),
});

export type AccountOptions = z.output<typeof accountOptionsSchema>;

export function accountOptionFields(options: AccountOptions) {
  const { fixed_account_number, fixed_account_key, fixed_unlimited, ...plain } = options;
  return {
    ...plain,
    ...(fixed_account_number === undefined ? {} : { vbank_num: fixed_account_number }),
    ...(fixed_account_key === undefined ? {} : { vbank_key: fixed_account_key }),
    ...(fixed_unlimited === undefined ? {} : { fixed_unlimited_vbank: fixed_unlimited }),
  };
}
