import { z } from 'zod';
import { description, majorAmount } from './lenient.ts';

/** An amount registered before the window opens. `currency` null means that the provider does not compare it. */
export const preparedSchema = z
  .object({ merchant_uid: z.string(), amount: majorAmount, currency: description })
  .transform(({ merchant_uid, ...rest }) => ({ merchantUid: merchant_uid, ...rest }));

export type WirePrepared = z.infer<typeof preparedSchema>;
