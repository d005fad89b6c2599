import type { BillingKeyPort, BillingKeyReading, ChannelId, IssuedBillingKey, ProviderReference } from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { optionProblem } from './options.ts';
import { declinedFor } from './verdicts.ts';
import { type CardWire, cardSchema, windowSchema } from './wire.ts';

/** Cards that the bank keeps. */
export function createBillingKeys(call: Call): BillingKeyPort {
  return {
    issuesBy: ['key_in', 'window'],
    check: ({ providerOptions = {} }) => optionProblem(providerOptions, []),
    async issue({ reference, channelId, method }, context) {
      if (method.type === 'window') {
        const opened = await call(
          { method: 'POST', path: '/card-windows', body: { reference } },
          windowSchema,
          context,
        );
        if (opened.kind === 'refused') return declinedFor(opened.error);
        if (opened.kind !== 'read') return opened;
        const nextAction = { type: 'redirect', url: opened.value.window, method: 'GET', fields: {} } as const;
        return { kind: 'pending', nextAction };
      }
      const body = { reference, card_number: method.card.cardNumber, expiry: method.card.expiry };
      const found = await call({ method: 'POST', path: '/cards', body }, cardSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? toKey(found.value, channelId) : found;
    },
    async inquire({ reference, channelId }, context): Promise<BillingKeyReading> {
      const found = await call({ method: 'GET', path: `/cards/${reference}` }, cardSchema, context);
      return toReading(found, (wire) => toKey(wire, channelId));
    },
    async confirm({ key: { reference, channelId }, authorization }, context) {
      const body = { reference, authorization };
      const found = await call({ method: 'POST', path: '/cards/confirm', body }, cardSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? toKey(found.value, channelId) : found;
    },
    async delete({ key }, context) {
      const found = await call({ method: 'DELETE', path: `/cards/${key.reference}` }, cardSchema, context);
      if (found.kind === 'refused') return found.error === 'not_found' ? { kind: 'deleted' } : declinedFor(found.error);
      return found.kind === 'read' ? { kind: 'deleted' } : found;
    },
  };
}

function toKey(wire: CardWire, channelId: ChannelId): IssuedBillingKey {
  return {
    kind: 'issued',
    reference: wire.reference as ProviderReference,
    providerKey: wire.id,
    card: { company: null, maskedNumber: wire.masked },
    channels: [{ channelId, pgName: null, status: 'active', provider: null }],
  };
}
