import { Container } from 'inversify';
import type { HttpApp } from '../http/http-environment.ts';
import type { JobLoop } from '../jobs/job-loop.ts';
import { gatewayModule } from './gateway-module.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { TOKENS } from './tokens.ts';

/** A gateway that is put together and not yet working. */
export interface ComposedGateway {
  readonly app: HttpApp;
  /** Begins to run jobs. */
  startJobs(): JobLoop;
}

export function composeGateway(parts: GatewayParts): ComposedGateway {
  const container = new Container();
  container.load(gatewayModule(parts));
  return { app: container.get(TOKENS.app), startJobs: () => container.get(TOKENS.jobLoop) };
}
