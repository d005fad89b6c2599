import { adapter as ecommpay } from '@hangil/adapter-ecommpay';
import { adapter as iamport } from '@hangil/adapter-iamport';
import { adapter as tosspayments } from '@hangil/adapter-tosspayments';
import type { ProviderAdapter } from '@hangil/core';
import { z } from 'zod';

/** The adapters that come with the gateway, by the word the configuration uses. The only file that names them. */
const builtIn: ReadonlyMap<string, ProviderAdapter> = new Map([
  ['iamport', iamport],
  ['ecommpay', ecommpay],
  ['tosspayments', tosspayments],
]);

const words = z.array(z.string());
const sentence = z.object({ ko: z.string(), en: z.string() });
const idempotency = z.enum(['key', 'unique_reference', 'none']);

/** What must hold before a foreign package is used. */
const adapterSchema = z.object({
  specificationVersion: z.literal('v1'),
  manifest: z.object({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    name: sentence,
    paymentMethods: words,
    payoutMethods: words,
    currencies: z.union([words, z.literal('any')]),
    createIdempotency: idempotency,
    inquiry: z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['strong', 'none']) }),
      z.object({ kind: z.literal('eventual'), visibilityDelayMs: z.number().positive() }),
    ]),
    refunds: z.object({
      offered: z.boolean(),
      partial: z.boolean(),
      idempotency: z.enum([...idempotency.options, 'expected_balance']),
    }),
    events: z.object({ trust: z.enum(['evidence', 'hint']) }),
    callTimeoutMs: z.number().positive(),
  }),
  create: z.custom((value) => typeof value === 'function', 'must be a function'),
});

/**
 * Finds an adapter: one that comes with the gateway, or the `adapter` that an installed npm package exports.
 *
 * @throws Error with a sentence for the configuration's list of problems
 */
export async function loadAdapter(name: string): Promise<ProviderAdapter> {
  return builtIn.get(name) ?? (await loadPackage(name));
}

async function loadPackage(name: string): Promise<ProviderAdapter> {
  const exported: { readonly adapter?: unknown } = await import(name).catch(() => {
    throw new Error(
      `there is no built-in adapter and no installed package of this name (built in: ${[...builtIn.keys()].join(', ')})`,
    );
  });
  const { error } = adapterSchema.safeParse(exported.adapter);
  if (error !== undefined) {
    const [issue] = error.issues;
    throw new Error(
      `the package exports no usable adapter: ${['adapter', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`,
    );
  }
  return exported.adapter as ProviderAdapter;
}
