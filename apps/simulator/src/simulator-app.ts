import { Hono } from 'hono';
import { mount } from 'hono/mount';
import { createControlApp } from './control/control-app.ts';
import { createPages } from './pages/pages.ts';
import type { SimulatedWorld } from './world.ts';

/** Each fake under its own path, untouched, so that it answers here as it does alone. */
export function createSimulatorApp(world: SimulatedWorld): Hono {
  const app = new Hono();
  for (const [id, fake] of Object.entries(world.fakes)) {
    app.use(`/${id}/*`, async (_, next) => {
      await next();
      world.arrivals.note();
    });
    app.all(`/${id}/*`, mount(fake.app.fetch));
  }
  app.route('/control', createControlApp(world));
  app.route('/', createPages(world));
  return app;
}
