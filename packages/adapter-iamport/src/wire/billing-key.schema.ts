import { z } from 'zod';
import { description } from './lenient.ts';

const card = { card_name: description, card_number: description };

const succeededChannel = z.object({ pg_provider: description, pg_id: description, ...card }).transform((channel) => ({
  pgProvider: channel.pg_provider,
  pgId: channel.pg_id,
  cardName: channel.card_name,
  cardNumber: channel.card_number,
}));

const failedChannel = z
  .object({ type: description, message: description, pg_provider: description, pg_id: description })
  .transform((channel) => ({
    type: channel.type,
    message: channel.message,
    pgProvider: channel.pg_provider,
    pgId: channel.pg_id,
  }));

/** A billing key of one PG, or a "super billing key" of a group, which has lists of channels instead of card fields. */
export const billingKeySchema = z
  .object({
    customer_uid: z.string().min(1),
    pg_provider: description,
    pg_id: description,
    sandbox: z.boolean().nullish().catch(null),
    ...card,
    succeededChannels: z.array(succeededChannel).nullish().catch(null),
    failedChannels: z.array(failedChannel).nullish().catch(null),
  })
  .transform((wire) => ({
    customerUid: wire.customer_uid,
    pgProvider: wire.pg_provider,
    pgId: wire.pg_id,
    sandbox: wire.sandbox === true,
    cardName: wire.card_name,
    cardNumber: wire.card_number,
    succeededChannels: wire.succeededChannels ?? null,
    failedChannels: wire.failedChannels ?? [],
  }));

export type WireBillingKey = z.infer<typeof billingKeySchema>;
