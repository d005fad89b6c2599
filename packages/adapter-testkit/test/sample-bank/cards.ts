import type { BillingKeyPort, BillingKeyReading, ChannelId, IssuedBillingKey, ProviderReference } from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { declinedFor } from './verdicts.ts';
import { type CardWire, cardSchema } from './wire.ts';

/** Cards that the bank keeps. */
export function createBillingKeys(call: Call): BillingKeyPort {
  return {
    issuesBy: ['key_in'],
    async issue({ reference, channelId, method }, context) {
      if (method.type !== 'key_in')
        return { kind: 'not_created', reason: 'invalid_request', provider: { code: null, message: null } };
      const body = { reference, card_number: method.card.cardNumber, expiry: method.card.expiry };
      const found = await call({ method: 'POST', path: '/cards', body }, cardSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? toKey(found.value, channelId) : found;
    },
    async inquire({ reference, channelId }, context): Promise<BillingKeyReading> {
      const found = await call({ method: 'GET', path: `/cards/${reference}` }, cardSchema, context);
      return toReading(found, (wire) => toKey(wire, channelId));
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
