import type { Context } from 'hono';
import { z } from 'zod';
import { ControlError } from './control-error.ts';

type ParameterNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** One entry of the control API: what serves it, and what `GET /control` says about it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/control`. */
  readonly path: string;
  readonly does: string;
  /** JSON Schema of the body, or null when none is read. */
  readonly bodySchema: object | null;
  readonly examples: readonly object[];
  readonly handle: (context: Context) => Promise<Response>;
}

type Parameters<Path extends string> = Record<ParameterNames<Path>, string>;

interface EndpointDefinition<Path extends string> {
  readonly method: Endpoint['method'];
  readonly path: Path;
  readonly does: string;
}

/** An endpoint that reads no body. */
export function endpoint<Path extends string>(
  definition: EndpointDefinition<Path> & {
    readonly run: (parameters: Parameters<Path>) => object | Promise<object>;
  },
): Endpoint {
  const { run, ...described } = definition;
  return {
    ...described,
    bodySchema: null,
    examples: [],
    handle: async (context) => context.json(await run(parametersOf<Path>(context))),
  };
}

/** An endpoint whose JSON body is validated; unknown keys are refused where the schema is strict. */
export function endpointWithBody<Path extends string, Body extends z.ZodType>(
  definition: EndpointDefinition<Path> & {
    readonly body: Body;
    readonly examples: readonly z.input<Body>[];
    readonly run: (parameters: Parameters<Path>, body: z.output<Body>) => object | Promise<object>;
  },
): Endpoint {
  const { run, body, examples, ...described } = definition;
  return {
    ...described,
    bodySchema: z.toJSONSchema(body, { io: 'input' }),
    examples: examples as readonly object[],
    handle: async (context) =>
      context.json(await run(parametersOf<Path>(context), parseBody(body, await context.req.text()))),
  };
}

/** The router matched `Path`, so each of its parameters is there. */
function parametersOf<Path extends string>(context: Context): Parameters<Path> {
  return context.req.param() as Parameters<Path>;
}

function parseBody<Body extends z.ZodType>(schema: Body, text: string): z.output<Body> {
  const result = schema.safeParse(text.trim() === '' ? {} : parseJson(text));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new ControlError(400, 'invalid_request', problems.join('; '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, 'invalid_json', 'The body is not JSON.');
  }
}
