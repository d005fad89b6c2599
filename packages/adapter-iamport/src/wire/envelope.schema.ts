import { z } from 'zod';
import { description } from './lenient.ts';

/** Around every answer. `code` 0 is the only sign that the operation was done; HTTP 200 alone says nothing. */
export const envelopeSchema = z.object({
  code: z.number().int(),
  message: description,
  response: z.unknown(),
});

export type Envelope = z.infer<typeof envelopeSchema>;
