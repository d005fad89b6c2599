import { z } from 'zod';

const words = z.array(z.string());
const sentence = z.object({ ko: z.string(), en: z.string() });
const idempotency = z.enum(['key', 'unique_reference', 'none']);
const limit = z.object({ minMinor: z.int().min(0), maxMinor: z.int().min(0) });

const callable = z.custom((value) => typeof value === 'function', 'must be a function');

/** What must hold before a foreign package is used. */
const adapterSchema = z.object({
  specificationVersion: z.literal('v1', 'this gateway speaks v1 of the port specification'),
  manifest: z.object({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    name: sentence,
    paymentMethods: words,
    payoutMethods: words,
    currencies: z.union([words, z.literal('any')]),
    paymentLimits: z.record(z.string(), limit).optional(),
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
  create: callable,
});

/** What `create` must give. A port that is missing is not offered; one that is there has its calls. */
const providerSchema = z.object({
  specificationVersion: z.literal('v1', 'this gateway speaks v1 of the port specification'),
  manifest: z.object({ id: z.string() }),
  payments: z.object({
    start: callable,
    inquire: callable,
    confirm: callable.optional(),
    cancel: callable.optional(),
    check: callable.optional(),
    provideInformation: callable.optional(),
  }),
  refunds: z.object({ refund: callable, inquire: callable, check: callable.optional() }).optional(),
  payouts: z.object({ send: callable, inquire: callable }).optional(),
  events: z.object({ read: callable }).optional(),
  banks: z.object({ shipped: z.array(z.object({ providerBankId: z.string() })), fetch: callable }).optional(),
  reports: z.object({ operations: callable }).optional(),
  approvals: z.object({ read: callable }).optional(),
  actions: z.object({ offered: z.array(z.object({ name: z.string() })), check: callable, run: callable }).optional(),
  gatewayOf: callable.optional(),
  checkout: z.object({ openWindow: z.string(), returnedPaymentId: callable }).optional(),
  cashReceipts: z
    .object({ issue: callable, inquire: callable, cancel: callable, check: callable.optional() })
    .optional(),
  shipments: z.object({ add: callable, update: callable, inquire: callable, check: callable.optional() }).optional(),
  identityVerifications: z
    .object({ request: callable, confirm: callable, delete: callable, check: callable.optional() })
    .optional(),
  accountChannels: z.object({ list: callable }).optional(),
});

/** The first thing that is wrong with what a package exports as `adapter`, as a line; null when nothing is. */
export function adapterProblem(exported: unknown): string | null {
  if (exported === undefined) return 'it exports nothing named adapter';
  return firstProblem('adapter', adapterSchema.safeParse(exported));
}

/** The first thing that is wrong with what `create` of the adapter `id` gave, as a line; null when nothing is. */
export function providerProblem(created: unknown, id: string): string | null {
  const parsed = providerSchema.safeParse(created);
  const other = parsed.data !== undefined && parsed.data.manifest.id !== id;
  return other ? `provider.manifest.id: is not ${id}` : firstProblem('provider', parsed);
}

function firstProblem(what: string, { error }: z.ZodSafeParseResult<unknown>): string | null {
  const [issue] = error?.issues ?? [];
  return issue === undefined ? null : `${[what, ...issue.path].join('.')}: ${issue.message}`;
}
