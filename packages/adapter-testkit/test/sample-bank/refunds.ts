import {
  absent,
  fromMajor,
  type ProviderReference,
  type RefundPort,
  type RefundReading,
  type RefundRequest,
  toMajorText,
  unknown,
} from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { optionProblem } from './options.ts';
import { readPayment } from './payments.ts';
import { declinedFor } from './verdicts.ts';
import { type PaymentWire, paymentSchema } from './wire.ts';

export function createRefunds(call: Call): RefundPort {
  return {
    takesOptions: true,
    check({ providerOptions = {} }) {
      const problem = optionProblem(providerOptions, []);
      return problem && { ...problem, code: 'channel_requirement', rule: 'options', asOf: '2026-01-01' };
    },
    async refund(request, context) {
      const { payment, reference, amount } = request;
      const body = { payment: payment.reference, reference, amount: toMajorText(amount) };
      const found = await call({ method: 'POST', path: '/refunds', body }, paymentSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      if (found.kind !== 'read') return found;
      const done = refundIn(found.value, request);
      return done.kind === 'absent' ? unknown('the refund is not in the answer') : done;
    },
    async inquire(request, context) {
      return toReading(await readPayment(call, request.payment, context), (wire) => refundIn(wire, request));
    },
  };
}

function refundIn(wire: PaymentWire, { reference }: RefundRequest): RefundReading {
  const refund = wire.refunds.find((candidate) => candidate.reference === reference);
  if (refund === undefined) return absent;
  return {
    kind: 'succeeded',
    amount: fromMajor(refund.amount, wire.currency),
    reference: wire.reference as ProviderReference,
    providerTransactionId: refund.id,
    occurredAt: new Date(refund.done_at),
  };
}
