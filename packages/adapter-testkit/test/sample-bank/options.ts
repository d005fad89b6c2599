import type { ProviderOptions, RequestProblem } from '@hangil/core';

/** The first option that the bank does not know. */
export function optionProblem(options: ProviderOptions, known: readonly string[]): RequestProblem | null {
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger === undefined) return null;
  return { param: `provider_options.sample-bank.${stranger}`, detail: 'The bank does not know this option.' };
}
