import { ProviderSettingsError } from '@hangil/core';
import type { z } from 'zod';

/**
 * Parses one part of a provider account (`credentials`, `options`, a channel) and names the setting that is wrong.
 * Use strict objects, so that a misspelt setting is refused and not ignored.
 *
 * @param path - where the part stands below the account, for the message
 * @throws ProviderSettingsError for the first problem; values are never repeated
 */
export function parseSettings<Value>(path: string, input: unknown, schema: z.ZodType<Value>): Value {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const place = [path, ...(issue?.path ?? []), ...unknownKey].filter((part) => part !== '').join('.');
  throw new ProviderSettingsError(place, unknownKey.length > 0 ? 'unknown setting' : (issue?.message ?? 'not valid'));
}
