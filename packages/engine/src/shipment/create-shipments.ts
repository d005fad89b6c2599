import { answerOnce, type Present } from '../decision/answer-once.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { isUndecided, mustLoadService } from '../service/service-document.ts';
import { addShipment, updateShipment } from './change-shipment.ts';
import { shipmentKeyEnd } from './settle-shipment.ts';
import type { Shipment, Shipments } from './shipments.ts';

export function createShipments(dependencies: EngineDependencies): Shipments {
  const present = async (id: string): Promise<Present<Shipment>> => {
    const { service, operation } = await mustLoadService(dependencies, 'shipment', id);
    const running = isUndecided(service) && isBeingSent(operation, dependencies.clock.now());
    return { value: service, running, cameToNothing: shipmentKeyEnd(service) === 'free' };
  };
  return {
    add: (scope, paymentId, details, idempotent) =>
      answerOnce(dependencies, scope, idempotent, present, (keyed) =>
        addShipment(dependencies, scope, paymentId, details, keyed),
      ),
    update: (scope, id, changes, idempotent) =>
      answerOnce(dependencies, scope, idempotent, present, (keyed) =>
        updateShipment(dependencies, scope, id, changes, keyed),
      ),
  };
}
