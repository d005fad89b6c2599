import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { actOnPayment, actOnPayout, fakeNamed } from '../actions.ts';
import { ControlError } from '../control/control-error.ts';
import type { SimulatedWorld } from '../world.ts';
import { frontPage } from './front-page.ts';
import { readNextAction, windowDemoPage } from './window-demo.ts';

const subject = z.object({ provider: z.string(), reference: z.string() });
const decided = subject.extend({ outcome: z.enum(['approve', 'decline']) });
const advanced = z.object({ advance_seconds: z.coerce.number().min(1).max(86_400) });

/** What a person sees: the front page with its buttons, and the stand-in for a merchant's page. */
export function createPages(world: SimulatedWorld): Hono {
  const app = new Hono();

  app.get('/', (context) => context.html(frontPage(world, null)));

  app.post('/act/shopper', async (context) => {
    const { provider, reference, outcome } = await formOf(context, decided);
    const fake = fakeNamed(world, provider);
    await actOnPayment(fake, reference, () => fake.shopper(reference, outcome));
    return context.redirect('/', 303);
  });
  app.post('/act/deposit', async (context) => {
    const { provider, reference } = await formOf(context, subject);
    const fake = fakeNamed(world, provider);
    await actOnPayment(fake, reference, () => fake.deposit(reference));
    return context.redirect('/', 303);
  });
  app.post('/act/payout', async (context) => {
    const { provider, reference, outcome } = await formOf(context, decided);
    const fake = fakeNamed(world, provider);
    await actOnPayout(fake, reference, () => fake.payout(reference, outcome));
    return context.redirect('/', 303);
  });
  app.post('/act/clock', async (context) => {
    world.clock.advance((await formOf(context, advanced)).advance_seconds * 1000);
    return context.redirect('/', 303);
  });
  app.post('/act/clock/reset', (context) => {
    world.clock.reset();
    return context.redirect('/', 303);
  });

  app.get('/window-demo', (context) => {
    const nextAction = readNextAction(context.req.query('next_action') ?? '', new URL(world.url()).origin);
    return context.html(windowDemoPage(nextAction));
  });

  app.onError((error, context) => {
    if (!(error instanceof ControlError)) throw error;
    return context.html(frontPage(world, error.message), error.status);
  });
  return app;
}

async function formOf<Form>(context: Context, schema: z.ZodType<Form>): Promise<Form> {
  const form = schema.safeParse(await context.req.parseBody());
  if (form.success) return form.data;
  throw new ControlError(400, 'invalid_request', '알 수 없는 요청입니다. The form was not understood.');
}
