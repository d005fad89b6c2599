import type { CaseId } from '@hangil/core';
import { createOpenItems, type OpenItem } from '@hangil/ledger';
import { ownerOf } from '../../decision/answer-once.ts';
import { owned } from '../../decision/owned.ts';
import type { ChangeSet } from '../../store/change-set.ts';
import { everyPageOf } from '../../store/every-page.ts';
import type { Case } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { TemplateRequest } from './entry-template.ts';
import { refused } from './template-reads.ts';

/** Money that waits under a case: in suspense, or as a deposit that fits nothing. */
export interface WaitingMoney extends OpenItem {
  readonly opened: Case;
}

/** What waits under a case, by account. */
export async function moneyUnder(
  store: Pick<Store, 'journalEntries'>,
  { id, ...scope }: Pick<Case, 'id' | 'merchantId' | 'livemode'>,
): Promise<readonly OpenItem[]> {
  const open = createOpenItems(waitsUnderCase);
  for await (const entry of everyPageOf((page) => store.journalEntries(scope, { caseId: id }, page))) open.add(entry);
  return open.items();
}

/** Accounts whose every line belongs to a case. */
export function waitsUnderCase(account: string): boolean {
  return account.startsWith('suspense:') || account.startsWith('liab:unapplied:');
}

/** @throws not_found, state_conflict when the case is resolved or nothing waits under it on such an account */
export async function mustLoadWaiting(
  { dependencies: { store }, scope }: TemplateRequest,
  caseId: CaseId,
  accounts: 'suspense:' | 'liab:unapplied:',
): Promise<WaitingMoney> {
  const opened = owned(await store.case(caseId), scope);
  if (opened.status !== 'open') throw refused('The case is resolved.');
  const item = (await moneyUnder(store, opened)).find(({ account }) => account.startsWith(accounts));
  if (item === undefined) throw refused('No money of this kind waits under the case.');
  return { ...item, opened };
}

/** The case ends with the last of its money. */
export function endedCase(
  { approval, context }: TemplateRequest,
  { opened, balanceMinor }: WaitingMoney,
  takenMinor: number,
): Pick<ChangeSet, 'resolvedCases'> {
  if (takenMinor < Math.abs(balanceMinor)) return {};
  const resolution = {
    action: 'booked',
    note: approval.reason,
    providerTransactionId: null,
    resolvedAt: context.now,
  } as const;
  return { resolvedCases: [{ ...ownerOf(opened), key: opened.key, resolution }] };
}
