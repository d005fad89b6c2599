import type { SimulatedWorld } from '../world.ts';
import type { Endpoint } from './endpoint.ts';

/** What `GET /control` answers: every provider and every endpoint, with lines to paste. */
export function describeControl(world: SimulatedWorld, endpoints: readonly Endpoint[]): object {
  return {
    object: 'control_api',
    providers: Object.entries(world.fakes).map(([id, fake]) => ({
      id,
      base_url: `${world.url()}/${id}`,
      operations: fake.operations,
    })),
    reference:
      'Our name of one attempt, as the provider heard it. A merchant sees it as next_action.params.merchant_uid (i’mport); ' +
      'GET /control/{provider}/books lists them all, and /control/payments/latest/… needs none.',
    errors: { example: { error: { code: 'invalid_request', message: 'outcome: …' } } },
    endpoints: endpoints.map(({ method, path, does, bodySchema, examples }) => ({
      method,
      path: `/control${path === '/' ? '' : path}`.replaceAll(/:(\w+)/g, '{$1}'),
      does,
      body: bodySchema,
      examples: examples.length > 0 ? examples : undefined,
      curl: curlLine(world, method, path, examples[0]),
    })),
  };
}

function curlLine(world: SimulatedWorld, method: string, path: string, example: object | undefined): string {
  const provider = Object.keys(world.fakes)[0] ?? 'provider';
  const url = `${world.url()}/control${path === '/' ? '' : path}`
    .replace(':provider', provider)
    .replace(':reference', 'REFERENCE');
  const body = example === undefined ? '' : ` -H 'content-type: application/json' -d '${JSON.stringify(example)}'`;
  return `curl -s${method === 'GET' ? '' : ` -X ${method}`} ${url}${body}`;
}
