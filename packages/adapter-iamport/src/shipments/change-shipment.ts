import {
  money,
  notCreated,
  type RequestProblem,
  type ShipmentParty,
  type ShipmentRequest,
  type ShipmentVerdict,
  unknown,
} from '@hangil/core';
import { serviceFailure } from '../client/service-failure.ts';
import type { IamportContext } from '../iamport-context.ts';
import { toMajorNumber } from '../payments/order-fields.ts';
import type { IamportSettings } from '../settings.ts';
import { courierOf, courierWords } from '../tables/reference/couriers.ts';
import { escrowDeliverySchema } from '../wire/service.schemas.ts';

/** PGs that offer escrow without a change of its delivery, and one that needs the products. From the API description of August 2026. */
const withoutUpdate = ['nice_v2'];
const needsProducts = ['welcome'];

export function checkShipment(
  { channelId, products }: ShipmentRequest,
  change: 'add' | 'update',
  { channels }: IamportSettings,
): RequestProblem | null {
  const pg = channels.get(channelId)?.pg?.split('.')[0] ?? '';
  if (change === 'update' && withoutUpdate.includes(pg)) {
    return { param: 'channel_id', detail: `channel_id: ${pg} does not change a delivery once it is registered` };
  }
  return needsProducts.includes(pg) && products.length === 0
    ? { param: 'products', detail: `products: ${pg} needs them` }
    : null;
}

/** @param method - POST registers, PUT changes what is registered */
export async function changeShipment(
  method: 'POST' | 'PUT',
  request: ShipmentRequest,
  { client, clock }: IamportContext,
  signal: AbortSignal,
): Promise<ShipmentVerdict> {
  const { providerPaymentId } = request.payment;
  if (providerPaymentId === null)
    return notCreated('invalid_request', { code: null, message: 'the payment has no id yet' });
  const path = escrowPath(providerPaymentId);
  const outcome = await client.call({ method, path, body: deliveryBody(request) }, escrowDeliverySchema, signal);
  if (outcome.kind !== 'done') return serviceFailure(outcome);
  const { company, invoice, appliedAt } = outcome.value;
  if (invoice !== request.trackingNumber) return unknown('the answer is about another delivery');
  return {
    kind: 'registered',
    trackingNumber: invoice,
    courier: courierOf(company),
    registeredAt: appliedAt ?? clock.now(),
  };
}

export function escrowPath(impUid: string): string {
  return `/escrows/logis/${encodeURIComponent(impUid)}`;
}

function deliveryBody({ sender, receiver, courier, trackingNumber, sentAt, products, payment }: ShipmentRequest) {
  const { currency } = payment.amount;
  return {
    sender: partyFields(sender),
    receiver: partyFields(receiver),
    logis: { company: courierWords[courier], invoice: trackingNumber, sent_at: Math.floor(sentAt.getTime() / 1000) },
    ...(products.length > 0 && {
      products: products.map(({ id, name, amountMinor, quantity }) => ({
        id,
        name,
        amount: toMajorNumber(money(amountMinor, currency)),
        currency: currency as string,
        quantity,
      })),
    }),
  };
}

/** One PG takes the address in two lines; the others do not mind the second form. */
function partyFields({ name, phone, address, postalCode }: ShipmentParty) {
  return {
    name,
    tel: phone,
    addr: address,
    postcode: postalCode,
    formed_address: { address_line_1: address, address_line_2: '' },
  };
}
