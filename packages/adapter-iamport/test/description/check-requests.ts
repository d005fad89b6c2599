import { Hono } from 'hono';
import { requestProblem } from './request-problem.ts';

interface HasApp {
  readonly app: Hono;
}

/** The fake as the adapter reaches it: every request is compared with the description of the provider's API first. */
export function checkingRequests<Fake extends HasApp>(
  fake: Fake,
): { readonly fake: Fake; readonly problems: string[] } {
  const problems: string[] = [];
  const app = new Hono();
  app.all('*', async ({ req, env }) => {
    const { method, url } = req.raw;
    const problem = requestProblem({ method, url, body: await req.raw.clone().text() });
    if (problem !== null) problems.push(problem);
    return fake.app.fetch(req.raw, env);
  });
  return { fake: { ...fake, app }, problems };
}
