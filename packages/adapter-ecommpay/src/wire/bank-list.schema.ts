import { z } from 'zod';
import { lenientText as text } from './lenient.ts';

const bank = z
  .object({ id: text, bank_id: text, name: text, title: text, bank_name: text })
  .partial()
  .transform(({ id, bank_id, name, title, bank_name }) => ({
    id: id ?? bank_id ?? null,
    name: name ?? title ?? bank_name ?? null,
  }))
  .refine(({ id, name }) => id !== null && /^\d{1,12}$/.test(id) && name !== null)
  .transform(({ id, name }) => ({ id: id ?? '', name: name ?? '' }));

const list = z.array(bank).min(1);

/**
 * The answer to a bank list request. Its format is not documented: a list, or an object with one under a name of its own. An
 * entry without a number or a name spoils the whole list, because a bank that is left out would look like one that is gone.
 */
export const bankListSchema = z.union([
  list,
  z.record(z.string(), z.unknown()).transform((answer, context) => {
    for (const value of Object.values(answer)) {
      const parsed = list.safeParse(value);
      if (parsed.success) return parsed.data;
    }
    context.addIssue({ code: 'custom', message: 'no list of banks' });
    return z.NEVER;
  }),
]);
