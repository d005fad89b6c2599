import { isAccountCode } from '@hangil/ledger';
import { z } from '@hono/zod-openapi';
import { amount, amountOrZero, channelId, currency, line } from '../fields.ts';

export const account = z
  .string()
  .max(200)
  .refine(isAccountCode, { message: 'must be an account, asset:bank:main for example' })
  .openapi({ type: 'string', example: 'asset:bank:main' });

/** A part of the path of an account. */
const name = z.string().regex(/^[\w.-]{1,64}$/, 'must be letters, digits, dots, dashes and underscores');
const id = line(100);
const fee = { fee: amount, vat: amountOrZero.default(0) };
const dispute = { payment_id: id, dispute_id: line(100).openapi({ description: "The provider's name for it." }) };
const part = amount.nullish().openapi({ description: 'The whole of what waits when left out.' });

function template<Word extends string, Fields extends z.ZodRawShape>(word: Word, fields: Fields) {
  return z.strictObject({ name: z.literal(word), ...fields });
}

const templates = [
  template('prefund_top_up', { provider: name, bank_account: name, transfer_id: line(100), amount, currency }),
  template('sale_fee', { payment_id: id, ...fee }),
  template('refund_fee', { refund_id: id, ...fee }),
  template('payout_fee', { payout_id: id, ...fee }),
  template('payout_returned', { payout_id: id }),
  template('dispute_open', {
    ...dispute,
    amount,
    fee: amountOrZero.default(0),
    held_back: z.boolean().default(false).openapi({ description: "In a platform's book: from the merchant too." }),
  }),
  template('dispute_won', dispute),
  template('dispute_lost', { ...dispute, borne_by: z.enum(['merchant', 'operator']).default('merchant') }),
  template('va_deposit_canceled', { payment_id: id, deposit_id: line(100) }),
  template('va_apply', { case_id: id, amount: part }),
  template('va_give_back', {
    case_id: id,
    amount: part,
    bank_account: name.nullish().openapi({ description: 'Left out = the provider gave it back.' }),
  }),
  template('recon_open', {
    channel_id: channelId,
    amount,
    currency,
    provider_has: z.enum(['more', 'less']).openapi({ description: 'less = it does not know ours, or for less.' }),
    payment_id: id.nullish(),
  }),
  template('recon_resolve', { case_id: id, account }),
  template('write_off', { case_id: id }),
  template('settlement_available', {
    payment_id: id,
    gateway_fee: amountOrZero.default(0),
    tax: amountOrZero.default(0),
    recovered_fee: amountOrZero.default(0),
  }),
  template('fx_revaluation', {
    currency: currency.openapi({ description: 'In which gains and losses are kept.' }),
    rates: z
      .array(
        z.strictObject({
          currency,
          rate: z
            .string()
            .regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be a decimal number')
            .openapi({ description: 'Worth of one major unit, in major units.', example: '1340.50' }),
        }),
      )
      .max(50),
  }),
] as const;

export const entryTemplate = z.discriminatedUnion('name', templates).openapi('EntryTemplate');
export type EntryTemplateBody = z.output<typeof entryTemplate>;
