import {
  type CallContext,
  type CashReceiptPort,
  type IdentityVerificationPort,
  type IssueCashReceiptRequest,
  type ProviderReference,
  type ShipmentPort,
  type ShipmentRequest,
  toMajorText,
} from '@hangil/core';
import { z } from 'zod';
import { type Call, type Found, toReading } from './call.ts';
import { declinedFor } from './verdicts.ts';

const receiptSchema = z.object({
  id: z.string(),
  issued_at: z.iso.datetime(),
  canceled_at: z.iso.datetime().nullable(),
});

export function createCashReceipts(call: Call): CashReceiptPort {
  const toIssued = (wire: z.output<typeof receiptSchema>, { amount }: Pick<IssueCashReceiptRequest, 'amount'>) =>
    ({
      kind: 'issued',
      amount,
      providerReceiptId: wire.id,
      approvalNumber: null,
      receiptUrl: null,
      issuedAt: new Date(wire.issued_at),
      canceledAt: wire.canceled_at === null ? null : new Date(wire.canceled_at),
    }) as const;
  const amountSchema = receiptSchema.extend({ amount_minor: z.int(), currency: z.literal('KRW') });

  return {
    check: ({ amount }) =>
      amount.currency === 'KRW' ? null : { param: 'currency', detail: 'Cash receipts are in won.' },
    async issue({ reference, amount, identifier }, context) {
      const body = { reference, amount: toMajorText(amount), number: identifier.number };
      const found = await call({ method: 'POST', path: '/receipts', body }, amountSchema, context);
      return refusalOr(found, (wire) => toIssued(wire, { amount: moneyOf(wire) }));
    },
    async inquire({ reference }, context) {
      const found = await call({ method: 'GET', path: `/receipts/${reference}` }, amountSchema, context);
      return toReading(found, (wire) => toIssued(wire, { amount: moneyOf(wire) }));
    },
    async cancel({ reference }, context) {
      const found = await call({ method: 'DELETE', path: `/receipts/${reference}` }, amountSchema, context);
      return refusalOr(found, () => ({ kind: 'canceled' }) as const);
    },
  };
}

function moneyOf({ amount_minor: amountMinor, currency }: { readonly amount_minor: number; readonly currency: 'KRW' }) {
  return { amountMinor, currency } as IssueCashReceiptRequest['amount'];
}

const shipmentSchema = z.object({ tracking: z.string(), at: z.iso.datetime() });

export function createShipments(call: Call): ShipmentPort {
  const toRegistered = ({ tracking, at }: z.output<typeof shipmentSchema>) =>
    ({ kind: 'registered', trackingNumber: tracking, courier: null, registeredAt: new Date(at) }) as const;
  const send =
    (method: 'POST' | 'PUT') =>
    async ({ payment, trackingNumber }: ShipmentRequest, context: CallContext) => {
      const path = `/shipments/${payment.reference}`;
      const found = await call({ method, path, body: { tracking: trackingNumber } }, shipmentSchema, context);
      return refusalOr(found, toRegistered);
    };

  return {
    check: ({ trackingNumber }) =>
      trackingNumber === '' ? { param: 'tracking_number', detail: 'A delivery has a number.' } : null,
    add: send('POST'),
    update: send('PUT'),
    async inquire({ reference }, context) {
      return toReading(
        await call({ method: 'GET', path: `/shipments/${reference}` }, shipmentSchema, context),
        toRegistered,
      );
    },
  };
}

const verificationSchema = z.object({ id: z.string(), reference: z.string(), state: z.string(), at: z.iso.datetime() });

export function createVerifications(call: Call): IdentityVerificationPort {
  return {
    check: ({ method }) => (method.type === 'code' ? null : { param: 'method', detail: 'The bank sends codes only.' }),
    async request({ reference, method }, context) {
      const body = { reference, phone: method.type === 'code' ? method.person.phone : '' };
      const found = await call({ method: 'POST', path: '/verifications', body }, verificationSchema, context);
      return refusalOr(found, ({ id }) => {
        const nextAction = { type: 'wait', until: null } as const;
        return { kind: 'requested', nextAction, providerVerificationId: id } as const;
      });
    },
    async confirm({ providerVerificationId: id, code }, context) {
      const path = `/verifications/${id}`;
      const found = await call({ method: 'PUT', path, body: { code } }, verificationSchema, context);
      if (found.kind === 'refused') return found.error === 'not_found' ? { kind: 'absent' } : declinedFor(found.error);
      if (found.kind !== 'read') return found;
      const { reference, state, at } = found.value;
      if (state !== 'verified') return { kind: 'waiting' };
      const known = { reference: reference as ProviderReference, providerVerificationId: id, verifiedAt: new Date(at) };
      return { kind: 'verified', ...known, person: nobodyKnown };
    },
    async delete(id, context) {
      const found = await call({ method: 'DELETE', path: `/verifications/${id}` }, verificationSchema, context);
      return refusalOr(found, () => ({ kind: 'deleted' }) as const);
    },
  };
}

const nobodyKnown = {
  name: null,
  gender: null,
  birthday: null,
  foreigner: null,
  phone: null,
  carrier: null,
  connectingInformation: null,
  duplicationInformation: null,
};

function refusalOr<Value, Done>(found: Found<Value>, done: (value: Value) => Done) {
  if (found.kind === 'refused') return declinedFor(found.error);
  return found.kind === 'read' ? done(found.value) : found;
}
