import {
  hasBeenPaid,
  type Payment,
  PaymentGatewayError,
  type PaymentId,
  type ShipmentDetails,
  type ShipmentRequest,
} from '@hangil/core';
import { claimKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commit, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { newOperation } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { atProvider, mustLoad, providerOf } from '../payment/ask-provider.ts';
import { assertAcceptable } from '../payment/create-payment.ts';
import { callForService } from '../service/call-for-service.ts';
import { chooseServiceChannel } from '../service/choose-channel.ts';
import { changedService, type ServiceInFlight } from '../service/service-document.ts';
import type { Scope } from '../store/records.ts';
import { shipmentPortOf } from './ask-about-shipment.ts';
import { settleShipment, shipmentKeyEnd } from './settle-shipment.ts';
import type { Shipment, ShipmentValue } from './shipments.ts';

type Keyed = KeyedRequest<Shipment> | undefined;

export async function addShipment(
  dependencies: EngineDependencies,
  scope: Scope,
  paymentId: PaymentId,
  details: ShipmentDetails,
  keyed: Keyed,
): Promise<Shipment> {
  const payment = owned(await dependencies.store.payment(paymentId), scope);
  assertPaid(payment);
  const request = requestFor(payment, details);
  chooseServiceChannel(dependencies, scope, payment.channelId, {
    name: 'escrow deliveries',
    offers: ({ shipments }) => shipments !== undefined,
    gatewayOffers: ({ escrow }) => escrow.addShipment,
    check: ({ shipments }) => shipments?.check?.(request, 'add') ?? null,
  });
  const claimed = await claimAdd(dependencies, payment, details, keyed);
  const port = shipmentPortOf(dependencies, claimed.service);
  const call = () => port.add(request, {});
  const adding = { what: 'shipments.add', call, settle: settleShipment, keyEnd: shipmentKeyEnd };
  return (await callForService(dependencies, claimed, adding, keyed)).service;
}

export async function updateShipment(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  changes: Partial<ShipmentDetails>,
  keyed: Keyed,
): Promise<Shipment> {
  const { claimed, request } = await claimUpdate(dependencies, scope, id, changes, keyed);
  const port = shipmentPortOf(dependencies, claimed.service);
  const call = () => port.update(request, {});
  const updating = { what: 'shipments.update', call, settle: settleShipment, keyEnd: shipmentKeyEnd };
  const { service } = await callForService(dependencies, claimed, updating, keyed);
  const { failure, provider } = service.value;
  if (failure !== null) {
    const code = failure.code === 'service_declined' ? 'provider_refused' : failure.code;
    throw new PaymentGatewayError(code, {
      detail: failure.message.en,
      provider: { name: provider, ...failure.provider },
    });
  }
  return service;
}

function assertPaid({ status }: Payment): void {
  if (hasBeenPaid(status)) return;
  throw new PaymentGatewayError('state_conflict', { detail: `The payment is ${status}.`, extra: { status } });
}

function requestFor(payment: Payment, details: ShipmentDetails): ShipmentRequest {
  return { ...details, channelId: payment.channelId, payment: atProvider(payment, payment.providerPaymentId) };
}

async function claimAdd(
  dependencies: EngineDependencies,
  payment: Payment,
  details: ShipmentDetails,
  keyed: Keyed,
): Promise<ServiceInFlight<Shipment>> {
  const context = decisionContext(dependencies);
  const id = context.ids.next('shp');
  const operation = operationOf(dependencies, payment, id);
  const dueAt = operation.leaseUntil ?? context.now;
  const { provider, providerAccountId, channelId } = payment;
  const call = { operationId: operation.id, failure: null, checks: 0, nextCheckAt: dueAt };
  const value: ShipmentValue = {
    ...{ provider, providerAccountId, channelId, ...call },
    paymentId: payment.id,
    action: 'add',
    details,
    detailsBefore: null,
    registeredAt: null,
  };
  const service: Shipment = {
    kind: 'shipment',
    id,
    version: 1,
    ...ownerOf(payment),
    key: `payment:${payment.id}`,
    parentId: payment.id,
    status: 'pending',
    createdAt: context.now,
    value,
  };
  try {
    await commit(dependencies, {
      documents: [service],
      operations: [operation],
      jobs: [{ kind: 'schedule', jobKind: 'watch_service', subjectId: id, dueAt }],
      idempotency: claimKey(payment, keyed, { kind: 'document', id }, null, context.now),
    });
  } catch (error) {
    if (!(error instanceof CommitRefused) || error.on !== 'document_key') throw error;
    throw new PaymentGatewayError('state_conflict', { detail: 'This payment has a delivery: change that one.' });
  }
  return { service, operation };
}

function claimUpdate(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  changes: Partial<ShipmentDetails>,
  keyed: Keyed,
): Promise<{ readonly claimed: ServiceInFlight<Shipment>; readonly request: ShipmentRequest }> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const shipment = owned(await dependencies.store.document('shipment', id), scope);
    const { action, detailsBefore } = shipment.value;
    // A change may be made again while it is not known whether it was: it says how things shall be, not what to add.
    const isAgain = shipment.status === 'unknown' && action === 'update';
    if (shipment.status !== 'registered' && !isAgain) {
      const { status } = shipment;
      throw new PaymentGatewayError('state_conflict', { detail: `The delivery is ${status}.`, extra: { status } });
    }
    const payment = await mustLoad(dependencies, shipment.value.paymentId);
    const details = { ...shipment.value.details, ...changes };
    const request = requestFor(payment, details);
    assertAcceptable(shipmentPortOf(dependencies, shipment).check?.(request, 'update'));
    const operation = operationOf(dependencies, payment, id);
    const dueAt = operation.leaseUntil ?? context.now;
    const call = { operationId: operation.id, failure: null, checks: 0, nextCheckAt: dueAt };
    const value = {
      ...call,
      action: 'update',
      details,
      detailsBefore: isAgain ? detailsBefore : shipment.value.details,
    } as const;
    const service = changedService(shipment, { status: 'pending', value });
    return {
      changes: {
        documents: [service],
        operations: [operation],
        jobs: [{ kind: 'schedule', jobKind: 'watch_service', subjectId: id, dueAt }],
        idempotency: claimKey(scope, keyed, { kind: 'document', id }, null, context.now),
      },
      value: { claimed: { service, operation }, request },
    };
  });
}

function operationOf(dependencies: EngineDependencies, payment: Payment, id: string) {
  const context = decisionContext(dependencies);
  const { providerAccountId, channelId } = payment;
  const owner = { ...ownerOf(payment), providerAccountId, channelId };
  const intent = { ...owner, id: context.ids.next('op'), kind: 'shipment', subjectId: id } as const;
  return newOperation(intent, providerOf(dependencies, providerAccountId).manifest, 'claimed', context);
}
