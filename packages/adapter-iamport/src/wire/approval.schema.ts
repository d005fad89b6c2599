import { z } from 'zod';
import { majorAmount } from './lenient.ts';

/** Asked before an approval, from JSON or form fields. `Galaxia.Cvs.Confirm` asks with the same fields. */
export const approvalSchema = z.object({ merchant_uid: z.string().min(1).max(80), amount: majorAmount });
