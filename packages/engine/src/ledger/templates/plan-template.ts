import { type ManualEntryId, PaymentGatewayError } from '@hangil/core';
import { type Approval, type Posting, UnbalancedEntryError } from '@hangil/ledger';
import { type DecisionContext, entryContext } from '../../decision/decision-context.ts';
import type { EngineDependencies } from '../../engine-dependencies.ts';
import type { ChangeSet } from '../../store/change-set.ts';
import type { Scope } from '../../store/records.ts';
import { planDifferenceFound, planDifferenceResolved, planWriteOff } from './case-templates.ts';
import { planDepositApplied, planDepositCanceled, planDepositGivenBack } from './deposit-templates.ts';
import { planDisputeLost, planDisputeOpened, planDisputeWon } from './dispute-templates.ts';
import type { EntryTemplate, PlanTemplate, TemplateName, TemplateRequest } from './entry-template.ts';
import { planPayoutFee, planPayoutReturned, planPrefundTopUp, planRefundFee, planSaleFee } from './fee-templates.ts';
import { planRevaluation, planSaleAvailable } from './other-templates.ts';

const planners: { readonly [Name in TemplateName]: PlanTemplate<Name> } = {
  prefund_top_up: planPrefundTopUp,
  sale_fee: planSaleFee,
  refund_fee: planRefundFee,
  payout_fee: planPayoutFee,
  payout_returned: planPayoutReturned,
  dispute_open: planDisputeOpened,
  dispute_won: planDisputeWon,
  dispute_lost: planDisputeLost,
  va_deposit_canceled: planDepositCanceled,
  va_apply: planDepositApplied,
  va_give_back: planDepositGivenBack,
  recon_open: planDifferenceFound,
  recon_resolve: planDifferenceResolved,
  write_off: planWriteOff,
  settlement_available: planSaleAvailable,
  fx_revaluation: planRevaluation,
};

/** What the facts of a template change, with the names of those who stand for them on every entry. Writes nothing. */
export async function planTemplate(
  dependencies: EngineDependencies,
  owner: Scope & { readonly id: ManualEntryId },
  template: EntryTemplate,
  asked: { readonly approval: Approval; readonly effectiveAt: Date; readonly context: DecisionContext },
): Promise<ChangeSet> {
  const { approval, effectiveAt, context } = asked;
  const { merchantId, livemode } = owner;
  const request: TemplateRequest = {
    dependencies,
    scope: { merchantId, livemode },
    manualEntryId: owner.id,
    approval,
    context,
    effectiveAt,
    header: () => entryContext(owner, context, effectiveAt),
  };
  const plan = planners[template.name] as PlanTemplate<TemplateName>;
  const { journalEntries = [], ...changes } = await plan(request, template as never).catch(toRefusal);
  return { ...changes, journalEntries: journalEntries.map((entry) => ({ ...entry, approval, effectiveAt })) };
}

/** Lines of all entries of a plan, as they are shown to whoever approves it. */
export function linesOf({ journalEntries = [] }: ChangeSet): Posting[] {
  return journalEntries.flatMap(({ lines }) => lines);
}

function toRefusal(error: unknown): never {
  if (!(error instanceof UnbalancedEntryError)) throw error;
  throw new PaymentGatewayError('invalid_request', { param: 'template', detail: 'There is nothing to book.' });
}
