import type { FakeProvider } from '@hangil/adapter-testkit';
import { z } from 'zod';
import { fakeNamed } from '../actions.ts';
import type { SimulatedWorld } from '../world.ts';
import { ControlError } from './control-error.ts';
import { type Endpoint, endpoint, endpointWithBody } from './endpoint.ts';

const errorStatus = z.int().min(400).max(599);

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lose_before') }),
  z.strictObject({ kind: z.literal('lose_after') }),
  z.strictObject({ kind: z.literal('error_before'), status: errorStatus }),
  z.strictObject({ kind: z.literal('error_after'), status: errorStatus }),
  z.strictObject({ kind: z.literal('garbage'), body: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('hold_before') }),
  z.strictObject({ kind: z.literal('hold_after') }),
]);

const faultBody = z.strictObject({ operation: z.string(), fault, times: z.int().min(1).max(1_000).default(1) });

const distortionBody = z
  .strictObject({
    amount: z.int().min(0).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'three capital letters, such as KRW')
      .optional(),
    reference: z.string().min(1).max(255).optional(),
  })
  .refine((distortion) => Object.keys(distortion).length > 0, 'name at least one of amount, currency, reference');

/** Ways to make a provider misbehave. */
export function faultEndpoints(world: SimulatedWorld): Endpoint[] {
  return [
    endpointWithBody({
      method: 'POST',
      path: '/:provider/faults',
      does: 'The next calls of one operation misbehave. Before and after mean: before or after the provider acted.',
      body: faultBody,
      examples: faultExamples(world),
      run({ provider }, { operation, fault, times }) {
        const fake = fakeNamed(world, provider);
        requireOperation(fake, operation);
        fake.faults.inject(operation, fault, times);
        return { provider, operation, fault, times };
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/:provider/faults',
      does: 'Forgets the faults still to come. Calls already held stay held.',
      run({ provider }) {
        fakeNamed(world, provider).faults.clear();
        return { provider };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/:provider/faults/release',
      does: 'Lets every call held by hold_before or hold_after go on.',
      run({ provider }) {
        fakeNamed(world, provider).faults.releaseHeld();
        return { provider };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/distort/:reference',
      does: 'From now on the provider reports something else about this payment or payout, which need not have arrived yet; its books keep the truth.',
      body: distortionBody,
      examples: [{ amount: 1 }, { currency: 'USD' }, { reference: 'someoneelses' }],
      run({ provider, reference }, distortion) {
        const fake = fakeNamed(world, provider);
        const { amount, ...others } = distortion;
        fake.distort(reference, { ...others, ...(amount === undefined ? {} : { amountMinor: amount }) });
        return { provider, reference, distortion };
      },
    }),
  ];
}

function requireOperation(fake: FakeProvider, operation: string): void {
  if (Object.hasOwn(fake.operations, operation)) return;
  const known = Object.keys(fake.operations).join(', ');
  throw new ControlError(400, 'unknown_operation', `operation: ${fake.providerId} has ${known}.`);
}

function faultExamples({ fakes }: SimulatedWorld): z.input<typeof faultBody>[] {
  const operation = Object.keys(Object.values(fakes)[0]?.operations ?? {})[0] ?? 'charge';
  return [
    { operation, fault: { kind: 'lose_after' } },
    { operation, fault: { kind: 'error_before', status: 503 }, times: 2 },
    { operation, fault: { kind: 'garbage', body: '<html>' } },
  ];
}
