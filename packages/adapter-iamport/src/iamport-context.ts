import type { Clock } from '@hangil/core';
import type { IamportClient } from './client/client.ts';
import type { IamportSettings } from './settings.ts';

/** What every operation of the adapter works with. */
export interface IamportContext {
  readonly client: IamportClient;
  readonly settings: IamportSettings;
  /** Where notices about payments of this account are to be sent. */
  readonly eventUrl: string;
  readonly clock: Clock;
}
