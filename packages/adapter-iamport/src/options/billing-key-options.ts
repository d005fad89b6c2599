import { z } from 'zod';

/** `provider_options.iamport` of a billing key. */
export const billingKeyOptionsSchema = z.strictObject({
  /** Smart routing: a key on every active channel of this group of the provider's console. */
  channel_group_id: z.string().min(1).max(55).optional(),
});
