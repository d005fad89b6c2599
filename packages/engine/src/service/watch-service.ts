import type { CashReceiptReading, ShipmentReading, Unknown } from '@hangil/core';
import { askAboutReceipt, settleReceiptReading } from '../cash-receipt/ask-about-receipt.ts';
import type { CashReceipt } from '../cash-receipt/cash-receipts.ts';
import { commit, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { absenceProvenAt, afterReading, isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type Asked, ask, providerOf } from '../payment/ask-provider.ts';
import { askAboutShipment, settleShipmentReading } from '../shipment/ask-about-shipment.ts';
import type { Shipment } from '../shipment/shipments.ts';
import {
  changedService,
  isUndecided,
  mustLoadService,
  type ServiceDocument,
  type ServiceInFlight,
} from './service-document.ts';
import { type ServiceSettlement, withServiceWatch } from './settle-service.ts';

/** How a kind of document is asked about, and what an answer means. */
export interface ServiceInquiry<Service extends ServiceDocument, Reading extends { readonly kind: string }> {
  readonly kind: Service['kind'];
  readonly what: string;
  readonly ask: (dependencies: EngineDependencies, service: Service) => Promise<Reading>;
  /** @param proven - the question came late enough that what it does not show was not done */
  readonly settle: (
    service: Service,
    reading: Reading | Unknown,
    proven: boolean,
    context: DecisionContext,
  ) => ServiceSettlement<Service>;
}

/** Looks at what is undecided: takes over from a caller that is gone, and asks. What was sent is never sent again. */
export function runWatchService(dependencies: EngineDependencies, id: string): Promise<void> {
  return id.startsWith('cr_')
    ? watch<CashReceipt, CashReceiptReading>(dependencies, id, {
        kind: 'cash_receipt',
        what: 'cashReceipts.inquire',
        ask: askAboutReceipt,
        settle: settleReceiptReading,
      })
    : watch<Shipment, ShipmentReading>(dependencies, id, {
        kind: 'shipment',
        what: 'shipments.inquire',
        ask: askAboutShipment,
        settle: settleShipmentReading,
      });
}

async function watch<Service extends ServiceDocument, Reading extends { readonly kind: string }>(
  dependencies: EngineDependencies,
  id: string,
  inquiry: ServiceInquiry<Service, Reading>,
): Promise<void> {
  const { service, operation } = await load(dependencies, inquiry, id);
  if (!isUndecided(service)) return;
  if (isBeingSent(operation, dependencies.clock.now())) {
    const dueAt = operation.leaseUntil ?? dependencies.clock.now();
    await commit(dependencies, { jobs: [{ kind: 'schedule', jobKind: 'watch_service', subjectId: id, dueAt }] });
    return;
  }
  const reading = await ask<Reading>(dependencies, inquiry.what, () => inquiry.ask(dependencies, service));
  await applyReading(dependencies, id, inquiry, reading);
}

function applyReading<Service extends ServiceDocument, Reading extends { readonly kind: string }>(
  dependencies: EngineDependencies,
  id: string,
  inquiry: ServiceInquiry<Service, Reading>,
  reading: Asked<Reading | Unknown>,
): Promise<void> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const { service, operation } = await load(dependencies, inquiry, id);
    if (!isUndecided(service)) return { changes: null, value: undefined };
    const { manifest } = providerOf(dependencies, service.value.providerAccountId);
    const provenAt = absenceProvenAt(operation, manifest);
    const proven = provenAt !== null && provenAt <= reading.askedAt;
    const settled = inquiry.settle(service, reading, proven, context);
    const checks = service.value.checks + 1;
    const looked = settled.service === service ? stillUnknown(service, checks) : settled.service;
    const watched = withServiceWatch(looked, context);
    const outcome = { kind: reading.kind };
    return {
      changes: merge(settled.changes, watched.changes, {
        documents: [watched.service],
        operations: afterReading(operation, outcome, !isUndecided(watched.service), context.now),
      }),
      value: undefined,
    };
  });
}

/** Without news, also when the caller that was to bring some is gone. */
function stillUnknown<Service extends ServiceDocument>(service: Service, checks: number): Service {
  return changedService(service, { status: 'unknown', value: { checks } as Partial<Service['value']> });
}

async function load<Service extends ServiceDocument, Reading extends { readonly kind: string }>(
  dependencies: EngineDependencies,
  { kind }: ServiceInquiry<Service, Reading>,
  id: string,
): Promise<ServiceInFlight<Service>> {
  return (await mustLoadService(dependencies, kind, id)) as ServiceInFlight<Service>;
}
