import type { ChannelId, Failure, OperationId, ProviderAccountId } from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { mustLoadOperation } from '../payment/ask-provider.ts';
import type { Document } from '../store/document.ts';
import type { Operation } from '../store/operation.ts';

/** What every document carries that is made, changed and ended by calls to a provider. */
export interface ServiceState {
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  /** The last call about it. */
  readonly operationId: OperationId;
  readonly failure: Failure | null;
  readonly checks: number;
  readonly nextCheckAt: Date | null;
}

/** Its status is `pending` while a call is under way, `unknown` while nobody knows what came of it, and else a word of its kind. */
export type ServiceDocument = Document<'cash_receipt'> | Document<'shipment'>;

export interface ServiceInFlight<Service extends ServiceDocument> {
  readonly service: Service;
  readonly operation: Operation;
}

export function isUndecided({ status }: ServiceDocument): boolean {
  return status === 'pending' || status === 'unknown';
}

/** The next version, changed in some parts. */
export function changedService<Service extends ServiceDocument>(
  service: Service,
  changed: { readonly status?: string; readonly key?: string | null; readonly value?: Partial<Service['value']> },
): Service {
  const { status = service.status, key = service.key, value } = changed;
  return { ...service, version: service.version + 1, status, key, value: { ...service.value, ...value } };
}

export async function mustLoadService<Kind extends ServiceDocument['kind']>(
  dependencies: EngineDependencies,
  kind: Kind,
  id: string,
): Promise<{ readonly service: Document<Kind>; readonly operation: Operation }> {
  const service = await dependencies.store.document(kind, id);
  if (service === null) throw new Error(`${kind} ${id} is gone`);
  const { operationId } = service.value as ServiceState;
  return { service, operation: await mustLoadOperation(dependencies, operationId) };
}
