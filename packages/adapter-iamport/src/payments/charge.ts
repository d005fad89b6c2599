import type { StartPaymentRequest } from '@hangil/core';
import type { IamportChannel } from '../settings.ts';

/** A payment to be started and the way it takes. */
export interface Charge {
  readonly request: StartPaymentRequest;
  readonly channel: IamportChannel;
}
