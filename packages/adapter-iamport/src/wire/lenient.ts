import { fromUnixSeconds } from '@hangil/adapter-kit';
import { z } from 'zod';

/** Text that only describes; missing, empty or of another type is null, so that it never spoils the evidence beside it. */
export const description = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => (value === undefined || value === '' ? null : value));

/** Unix seconds; 0, null and a missing key all mean "not yet". */
export const unixSeconds = z
  .number()
  .int()
  .min(0)
  .max(8_640_000_000_000)
  .nullish()
  .catch(null)
  .transform(fromUnixSeconds);

/** Number in major units, as it stands on the wire. */
export const majorAmount = z.union([z.number(), z.string()]);
