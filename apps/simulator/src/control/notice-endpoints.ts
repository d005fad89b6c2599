import type { NoticeBoard } from '@hangil/adapter-testkit';
import { z } from 'zod';
import { fakeNamed } from '../actions.ts';
import type { SimulatedWorld } from '../world.ts';
import { ControlError } from './control-error.ts';
import { type Endpoint, endpoint, endpointWithBody } from './endpoint.ts';
import { isLoopback, postForgedNotice } from './forged-notice.ts';
import { toWireNotice, toWireSentNotice } from './wire.ts';

const releaseBody = z.strictObject({ order: z.array(z.int().min(0)).max(1_000).optional() });
const muteBody = z.strictObject({ muted: z.boolean() });
const repeatBody = z.strictObject({ times: z.int().min(1).max(100) });
const ownAddress = z.url().refine(isLoopback, 'an http address of this machine, such as http://127.0.0.1:8080/…');
const forgeBody = z.strictObject({ url: ownAddress });
const addressBody = z.strictObject({ url: ownAddress.nullable() });
const exampleUrl = 'http://127.0.0.1:8080/webhooks/adapter/provider-account';

/** Notices (callbacks) on their way from a provider to the gateway. */
export function noticeEndpoints(world: SimulatedWorld): Endpoint[] {
  const board = (provider: string): NoticeBoard => fakeNamed(world, provider).notices;

  return [
    endpoint({
      method: 'GET',
      path: '/:provider/notices',
      does: 'The registered address, notices sent (answered_with is null when nobody answered) and notices held.',
      run: ({ provider }) => ({
        address: world.noticeUrls.get(provider) ?? null,
        sent: board(provider).sent().map(toWireSentNotice),
        held: board(provider).held().map(toWireNotice),
      }),
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/notices/address',
      does: 'Registers the address for notices in the provider’s console, used where a payment names none; null removes it.',
      body: addressBody,
      examples: [{ url: exampleUrl }, { url: null }],
      run({ provider }, { url }) {
        fakeNamed(world, provider);
        if (url === null) world.noticeUrls.delete(provider);
        else world.noticeUrls.set(provider, url);
        return { provider, address: url };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/:provider/notices/hold',
      does: 'From now on notices are kept instead of sent.',
      run({ provider }) {
        board(provider).hold();
        return { provider };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/notices/release',
      does: 'Sends what was held, in the given order of places (each any number of times), and lets notices through again.',
      body: releaseBody,
      examples: [{}, { order: [1, 0, 0] }],
      async run({ provider }, { order }) {
        const held = board(provider).held().length;
        const missing = order?.find((place) => place >= held);
        if (missing !== undefined) {
          throw new ControlError(
            400,
            'invalid_request',
            `order: there is no place ${missing}; ${held} notices are held, counted from 0.`,
          );
        }
        return { sent: (await board(provider).release(order)).map(toWireSentNotice) };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/notices/mute',
      does: 'Drops every notice, as a provider does that was never given an address for them.',
      body: muteBody,
      examples: [{ muted: true }, { muted: false }],
      run({ provider }, { muted }) {
        board(provider).mute(muted);
        return { provider, muted };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/notices/repeat',
      does: 'Sends every following notice this many times.',
      body: repeatBody,
      examples: [{ times: 3 }],
      run({ provider }, { times }) {
        board(provider).repeat(times);
        return { provider, times };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/notices/forge/:reference',
      does: 'Sends a notice that the provider never made (a wrong signature, or an invented id) to an address of this machine.',
      body: forgeBody,
      examples: [{ url: exampleUrl }],
      async run({ provider, reference }, { url }) {
        const fake = fakeNamed(world, provider);
        return { provider, url, answered_with: await postForgedNotice(url, fake.forgeNotice(reference)) };
      },
    }),
  ];
}
