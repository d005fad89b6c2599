import { createRoute, z } from '@hono/zod-openapi';
import { readJsonBody } from './body.ts';
import type { HttpApp, HttpContext } from './http-environment.ts';
import { invalidRequest } from './invalid-request.ts';
import { problemMediaType } from './problem.ts';
import { problemSchema } from './problem-schema.ts';

/** One operation of the API: the schemas here both validate what comes and stand in the OpenAPI document. */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodObject = z.ZodObject,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: `/v1/payments/{id}` */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Params;
  /** Unknown query parameters are refused. */
  readonly query?: Query;
  readonly body?: Body;
  /** Media types of a body that the handler reads itself, with what they carry. */
  readonly rawBody?: Readonly<Record<string, z.ZodType>>;
  readonly answer: {
    readonly status: 200 | 201;
    readonly description: string;
    readonly schema: z.ZodType;
    /** Other than JSON. */
    readonly mediaTypes?: readonly string[];
  };
  /** Statuses beside `answer` that carry a problem document, in words; what every operation has need not be named. */
  readonly problems?: Readonly<Record<number, string>>;
}

interface Input<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodObject> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
  /** The body as it was sent. */
  readonly sent: unknown;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/**
 * Adds an operation to the app and to its OpenAPI document. Validation is ours rather than the library's, because its answers to other
 * content types (415), oversized bodies and prototype keys differ from the API's.
 */
export function addOperation<
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
>(
  app: HttpApp,
  operation: Operation<Params, Query, Body>,
  handle: (c: HttpContext, input: Input<Params, Query, Body>) => Promise<Response>,
): void {
  app.openAPIRegistry.registerPath(documented(operation));
  const params = orNothing(operation.params);
  const query = orNothing(operation.query);
  const body = orNothing(operation.body);
  app.on(operation.method.toUpperCase(), honoPath(operation.path), async (c) => {
    const hasJsonBody = operation.rawBody === undefined && methodsWithBody.includes(operation.method);
    const sent = hasJsonBody ? await readJsonBody(c) : {};
    const given = checked(params, c.req.param());
    rememberResource(c, (given as { readonly id?: unknown }).id);
    return handle(c, {
      params: given,
      query: checked(query, c.req.query()),
      body: checked(body, sent),
      sent,
    });
  });
}

/** Only ids that we make; others are the caller's words. */
export function rememberResource(c: HttpContext, id: unknown): void {
  if (typeof id === 'string' && /^[a-z]{2,5}_[0-9a-z]{26}$/.test(id)) c.set('resourceId', id);
}

const methodsWithBody: readonly string[] = ['post', 'put', 'patch'];

/** A schema that is left out is inferred as the empty one, which allows no keys. */
function orNothing<Schema extends z.ZodObject>(schema: Schema | undefined): Schema {
  return schema ?? (nothing as unknown as Schema);
}

export function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(result.error.issues);
  return result.data;
}

const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().min(1).max(255).optional().openapi({
    description: 'Bare or quoted. The same key with the same body gives the first answer for 15 days.',
  }),
});

function documented(operation: Operation) {
  const { method, path, tag, summary, params, query, body, rawBody, answer, problems } = operation;
  const problem = (description: string) => ({
    description,
    content: { [problemMediaType]: { schema: problemSchema } },
  });
  return createRoute({
    method,
    path,
    tags: [tag],
    summary,
    security: [{ apiKey: [] }, { basic: [] }],
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(method === 'post' && { headers: idempotencyHeader }),
      ...(body && { body: { required: true, content: contentOf(['application/json'], body) } }),
      ...(rawBody && { body: { required: true, content: rawContent(rawBody) } }),
    },
    responses: {
      [answer.status]: {
        description: answer.description,
        content: contentOf(answer.mediaTypes ?? ['application/json'], answer.schema),
      },
      ...Object.fromEntries(
        Object.entries(problems ?? {}).map(([status, description]) => [status, problem(description)]),
      ),
      default: problem('Any other refusal.'),
    },
  });
}

/** The same in JSON and as a file is described once; a file is text to whoever reads the document. */
function contentOf(mediaTypes: readonly string[], schema: z.ZodType) {
  const isAlone = mediaTypes.length === 1;
  return Object.fromEntries(
    mediaTypes.map((mediaType) => [
      mediaType,
      { schema: isAlone || mediaType === 'application/json' ? schema : z.string() },
    ]),
  );
}

function rawContent(schemas: Readonly<Record<string, z.ZodType>>) {
  return Object.fromEntries(Object.entries(schemas).map(([mediaType, schema]) => [mediaType, { schema }]));
}
