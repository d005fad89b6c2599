import { z } from 'zod';

/** A field that may be absent, empty (`[]` stands for `{}`) or of another type: all of that reads as null. */
export function lenient<Value>(schema: z.ZodType<Value>) {
  return schema.nullable().catch(null);
}

/** Text, also where it was written as a number; an empty text is none. */
export const lenientText = lenient(z.union([z.string().min(1), z.number()]).transform(String));
