import { z } from 'zod';

/** Both times are the provider's clock, unix seconds; only their difference means anything here. */
export const tokenSchema = z
  .object({ access_token: z.string().min(1), expired_at: z.number(), now: z.number() })
  .transform(({ access_token, expired_at, now }) => ({ value: access_token, lifeMs: (expired_at - now) * 1000 }));
