import type { ProviderOptions, RequestProblem } from '@hangil/core';
import type { z } from 'zod';
import { optionParam } from './option-param.ts';

/** Checked options, or the first thing that is wrong with them. Messages name the place and never the value. */
export function readOptions<Value>(
  options: ProviderOptions | undefined,
  schema: z.ZodType<Value>,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: RequestProblem } {
  const { data, error } = schema.safeParse(options ?? {});
  if (error === undefined) return { ok: true, value: data };
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const param = optionParam(...(issue?.path ?? []), ...unknown);
  return { ok: false, problem: { param, detail: `${param}: ${unknown.length > 0 ? 'is not known' : issue?.message}` } };
}
