import { notCreated, type PaymentVerdict, type RequestedPaymentMethod, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { type AccountOptions, accountOptionFields } from '../options/account-options.ts';
import { toGatewayBankCode } from '../tables/gateway-bank-codes.ts';
import { gatewayCodeOf } from '../tables/gateways/index.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import type { Charge } from './charge.ts';
import { toChargeVerdict } from './charge-verdict.ts';
import { orderFields, shortened } from './order-fields.ts';
import { viewOf } from './read-payment.ts';

type VirtualAccountMethod = Extract<RequestedPaymentMethod, { readonly type: 'virtual_account' }>;

/**
 * Issues an account for one deposit. The bank goes out under the PG's own code. Here `vbank_due` is unix seconds; in the window the
 * field of the same name is a date text.
 */
export async function issueVirtualAccount(
  { request, channel }: Charge,
  { method, options }: { readonly method: VirtualAccountMethod; readonly options: AccountOptions },
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  if (method.bankCode === null) return notCreated('invalid_request', { code: null, message: 'a bank code is needed' });
  const bankCode = toGatewayBankCode(gatewayCodeOf(channel.pg), method.bankCode);
  if (bankCode === null)
    return notCreated('invalid_request', { code: null, message: 'the PG does not have this bank' });
  const body = {
    ...orderFields(request),
    ...(channel.channelKey === null ? { pg: channel.pg } : { channel_key: channel.channelKey }),
    vbank_code: bankCode,
    vbank_due: Math.floor(method.dueAt.getTime() / 1000),
    vbank_holder: method.holderName === null ? undefined : shortened(method.holderName, 16),
    notice_url: context.eventUrl,
    ...accountOptionFields(options),
  };
  const outcome = await context.client.call({ method: 'POST', path: '/vbanks', body }, paymentSchema, signal);
  const isAnothers = outcome.kind === 'done' && outcome.value.merchantUid !== request.reference;
  if (isAnothers) return unknown('the answer is about another order');
  return toChargeVerdict(outcome, viewOf('virtual_account', context));
}
