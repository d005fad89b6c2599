import type { Scope } from '@hangil/engine';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ProblemBuilder } from './problem.ts';

export interface HttpEnvironment {
  Variables: {
    requestId: string;
    /** Of the object that the request is about, once it is known. */
    resourceId: string | undefined;
    /** Builds problem documents that name this request. */
    problem: ProblemBuilder;
    /** The merchant and mode of the API key. Set, like the key, on everything under `/v1`. */
    scope: Scope;
    /** Lives as long as the request; keys fingerprints. */
    apiKey: string;
    /** Who holds the key, as the configuration calls it. */
    apiKeyName: string;
    /** Names the key where it is kept who did something. */
    apiKeyId: string;
  };
}

export type HttpContext = Context<HttpEnvironment>;
export type HttpApp = OpenAPIHono<HttpEnvironment>;
