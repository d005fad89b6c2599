import type { Directory, Engine } from '@hangil/engine';
import type { ServiceIdentifier } from 'inversify';
import type { HttpApp } from '../http/http-environment.ts';
import type { JobLoop } from '../jobs/job-loop.ts';
import type { WakeSignal } from '../jobs/wake-signal.ts';
import type { UlidIds } from '../ulid-ids.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** The cast keeps the type: an annotation would narrow the constant to `symbol`. */
export const TOKENS = {
  parts: Symbol.for('GatewayParts') as ServiceIdentifier<GatewayParts>,
  ids: Symbol.for('UlidIds') as ServiceIdentifier<UlidIds>,
  wakeSignal: Symbol.for('WakeSignal') as ServiceIdentifier<WakeSignal>,
  directory: Symbol.for('Directory') as ServiceIdentifier<Directory>,
  engine: Symbol.for('Engine') as ServiceIdentifier<Engine>,
  app: Symbol.for('HttpApp') as ServiceIdentifier<HttpApp>,
  /** Getting it starts it. */
  jobLoop: Symbol.for('JobLoop') as ServiceIdentifier<JobLoop>,
};
