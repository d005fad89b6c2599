import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SimulatedWorld } from '../world.ts';
import { clockEndpoints } from './clock-endpoints.ts';
import { ControlError } from './control-error.ts';
import { describeControl } from './description.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { faultEndpoints } from './fault-endpoints.ts';
import { noticeEndpoints } from './notice-endpoints.ts';
import { paymentEndpoints } from './payment-endpoints.ts';

/** The control API, to be mounted at `/control`: tells the simulated world what happens next. */
export function createControlApp(world: SimulatedWorld): Hono {
  const endpoints = [
    ...paymentEndpoints(world),
    ...faultEndpoints(world),
    ...noticeEndpoints(world),
    ...clockEndpoints(world),
  ];
  const description: Endpoint = endpoint({
    method: 'GET',
    path: '/',
    does: 'This description.',
    run: () => describeControl(world, [description, ...endpoints]),
  });

  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: 64 * 1024,
      onError: () => {
        throw new ControlError(413, 'body_too_large', 'A control request has at most 64 KiB.');
      },
    }),
  );
  for (const { method, path, handle } of [description, ...endpoints]) app.on(method, path, handle);
  app.all('*', (context) => {
    throw new ControlError(
      404,
      'endpoint_not_found',
      `There is no ${context.req.method} ${context.req.path}; see GET /control.`,
    );
  });
  app.onError((error, context) => {
    if (!(error instanceof ControlError)) throw error;
    return context.json({ error: { code: error.code, message: error.message } }, error.status);
  });
  return app;
}
