import { z } from 'zod';
import { passTime } from '../pass-time.ts';
import type { SimulatedWorld } from '../world.ts';
import { ControlError } from './control-error.ts';
import { type Endpoint, endpoint, endpointWithBody } from './endpoint.ts';
import { toWireClock } from './wire.ts';

const clockBody = z
  .strictObject({
    advance_seconds: z.number().optional(),
    now: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(
    ({ advance_seconds, now }) => (advance_seconds === undefined) !== (now === undefined),
    'name one of advance_seconds, now',
  );

/** The clock that every fake reads, and the gateway too when it runs in the same process. */
export function clockEndpoints({ clock, fakes }: SimulatedWorld): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/clock',
      does: 'The simulated time and how far it is ahead of real time.',
      run: () => toWireClock(clock),
    }),
    endpointWithBody({
      method: 'POST',
      path: '/clock',
      does: 'Moves the clock by seconds (negative: back) or to an instant; it goes on running from there. Scheduled charges run.',
      body: clockBody,
      examples: [{ advance_seconds: 3600 }, { now: '2030-01-01T09:00:00+09:00' }],
      async run(_, { advance_seconds, now }) {
        try {
          if (now !== undefined) clock.set(new Date(now));
          else clock.advance((advance_seconds ?? 0) * 1000);
        } catch {
          throw new ControlError(400, 'invalid_request', 'advance_seconds: leads to no instant that can be written.');
        }
        await passTime(fakes);
        return toWireClock(clock);
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/clock',
      does: 'Back to real time.',
      run() {
        clock.reset();
        return toWireClock(clock);
      },
    }),
  ];
}
