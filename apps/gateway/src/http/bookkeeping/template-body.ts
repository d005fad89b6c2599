import {
  type CaseId,
  type ChannelId,
  currencyCode,
  money,
  type PaymentId,
  type PayoutId,
  type RefundId,
} from '@hangil/core';
import type { EntryTemplate } from '@hangil/engine';
import type { EntryTemplateBody } from './template-schemas.ts';

export function toTemplate(body: EntryTemplateBody): EntryTemplate {
  switch (body.name) {
    case 'prefund_top_up': {
      const { name, provider, bank_account: bankAccount, transfer_id: transferId } = body;
      return { name, provider, bankAccount, transferId, amount: money(body.amount, body.currency) };
    }
    case 'sale_fee':
      return { name: body.name, paymentId: body.payment_id as PaymentId, feeMinor: body.fee, vatMinor: body.vat };
    case 'refund_fee':
      return { name: body.name, refundId: body.refund_id as RefundId, feeMinor: body.fee, vatMinor: body.vat };
    case 'payout_fee':
      return { name: body.name, payoutId: body.payout_id as PayoutId, feeMinor: body.fee, vatMinor: body.vat };
    case 'payout_returned':
      return { name: body.name, payoutId: body.payout_id as PayoutId };
    case 'dispute_open': {
      const { name, amount: amountMinor, fee: feeMinor, held_back: heldBack } = body;
      return { name, ...disputeOf(body), amountMinor, feeMinor, heldBack };
    }
    case 'dispute_won':
      return { name: body.name, ...disputeOf(body) };
    case 'dispute_lost':
      return { name: body.name, ...disputeOf(body), borneBy: body.borne_by };
    case 'va_deposit_canceled':
      return { name: body.name, paymentId: body.payment_id as PaymentId, depositId: body.deposit_id };
    case 'va_apply':
      return { name: body.name, caseId: body.case_id as CaseId, amountMinor: body.amount ?? null };
    case 'va_give_back': {
      const bankAccount = body.bank_account ?? null;
      return { name: body.name, caseId: body.case_id as CaseId, amountMinor: body.amount ?? null, bankAccount };
    }
    case 'recon_open': {
      const { name, channel_id: channelId, provider_has: providerHas, payment_id: paymentId } = body;
      const about = { channelId: channelId as ChannelId, paymentId: (paymentId ?? null) as PaymentId | null };
      return { name, ...about, amount: money(body.amount, body.currency), providerHas };
    }
    case 'recon_resolve':
      return { name: body.name, caseId: body.case_id as CaseId, account: body.account };
    case 'write_off':
      return { name: body.name, caseId: body.case_id as CaseId };
    case 'settlement_available': {
      const { name, gateway_fee: gatewayFeeMinor, tax: taxMinor, recovered_fee: recoveredFeeMinor } = body;
      return { name, paymentId: body.payment_id as PaymentId, gatewayFeeMinor, taxMinor, recoveredFeeMinor };
    }
    case 'fx_revaluation': {
      const rates = body.rates.map(({ currency, rate }) => ({ currency: currencyCode(currency), rate }));
      return { name: body.name, functional: currencyCode(body.currency), rates };
    }
    default:
      return body satisfies never;
  }
}

function disputeOf(body: { readonly payment_id: string; readonly dispute_id: string }) {
  return { paymentId: body.payment_id as PaymentId, disputeId: body.dispute_id };
}

export function presentTemplate(template: EntryTemplate): EntryTemplateBody {
  switch (template.name) {
    case 'prefund_top_up': {
      const { name, provider, bankAccount, transferId, amount } = template;
      const sent = { amount: amount.amountMinor, currency: amount.currency };
      return { name, provider, bank_account: bankAccount, transfer_id: transferId, ...sent };
    }
    case 'sale_fee':
      return { name: template.name, payment_id: template.paymentId, ...feeOf(template) };
    case 'refund_fee':
      return { name: template.name, refund_id: template.refundId, ...feeOf(template) };
    case 'payout_fee':
      return { name: template.name, payout_id: template.payoutId, ...feeOf(template) };
    case 'payout_returned':
      return { name: template.name, payout_id: template.payoutId };
    case 'dispute_open': {
      const { name, amountMinor, feeMinor, heldBack } = template;
      return { name, ...namesOf(template), amount: amountMinor, fee: feeMinor, held_back: heldBack };
    }
    case 'dispute_won':
      return { name: template.name, ...namesOf(template) };
    case 'dispute_lost':
      return { name: template.name, ...namesOf(template), borne_by: template.borneBy };
    case 'va_deposit_canceled':
      return { name: template.name, payment_id: template.paymentId, deposit_id: template.depositId };
    case 'va_apply':
      return { name: template.name, case_id: template.caseId, amount: template.amountMinor };
    case 'va_give_back': {
      const { name, caseId, amountMinor, bankAccount } = template;
      return { name, case_id: caseId, amount: amountMinor, bank_account: bankAccount };
    }
    case 'recon_open': {
      const { name, channelId, amount, providerHas, paymentId } = template;
      const sent = { amount: amount.amountMinor, currency: amount.currency };
      return { name, channel_id: channelId, ...sent, provider_has: providerHas, payment_id: paymentId };
    }
    case 'recon_resolve':
      return { name: template.name, case_id: template.caseId, account: template.account };
    case 'write_off':
      return { name: template.name, case_id: template.caseId };
    case 'settlement_available': {
      const { name, paymentId, gatewayFeeMinor, taxMinor, recoveredFeeMinor } = template;
      const kept = { gateway_fee: gatewayFeeMinor, tax: taxMinor, recovered_fee: recoveredFeeMinor };
      return { name, payment_id: paymentId, ...kept };
    }
    case 'fx_revaluation':
      return { name: template.name, currency: template.functional, rates: template.rates.map((each) => ({ ...each })) };
    default:
      return template satisfies never;
  }
}

function feeOf({ feeMinor, vatMinor }: { readonly feeMinor: number; readonly vatMinor: number }) {
  return { fee: feeMinor, vat: vatMinor };
}

function namesOf({ paymentId, disputeId }: { readonly paymentId: string; readonly disputeId: string }) {
  return { payment_id: paymentId, dispute_id: disputeId };
}
