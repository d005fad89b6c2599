import { z } from 'zod';

/** The body of a refusal. A code that does not look like one was written by somebody else. */
export const errorSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,99}$/), message: z.string() });

export type TossError = z.infer<typeof errorSchema>;
