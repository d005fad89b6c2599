import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type ErrorCode, errorCatalogue, PaymentGatewayError } from '@hangil/core';
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { HttpContext, HttpEnvironment } from '../http-environment.ts';
import { problemStatus } from '../problem.ts';

/** Scripts and styles from this address only; styles inside the page because the reference page sets them. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const startScript = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });\n";

/**
 * The reference page, served from disk without any other host, and one page per error code. `openApiDocument` is asked for once,
 * at the first request, when every route has been added.
 */
export function documentationRoutes(openApiDocument: () => object): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>();
  let document: string | undefined;

  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openApiDocument());
    return c.body(document, 200, { 'Content-Type': 'application/json' });
  });

  app.get('/docs', (c) => page(c, referencePage));
  app.get('/docs/start.js', (c) => c.body(startScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));

  for (const [name, contentType] of Object.entries(assets)) {
    let content: Uint8Array<ArrayBuffer> | undefined;
    app.get(`/docs/${name}`, (c) => {
      content ??= readAsset(name);
      return c.body(content, 200, { 'Content-Type': contentType, 'Cache-Control': 'public, max-age=3600' });
    });
  }

  app.get('/docs/errors/:code', (c) => {
    const code = c.req.param('code');
    if (!Object.hasOwn(errorCatalogue, code)) throw new PaymentGatewayError('not_found');
    return page(c, errorPage(code as ErrorCode));
  });

  return app;
}

function page(c: HttpContext, content: ReturnType<typeof html>): Response | Promise<Response> {
  c.header('Content-Security-Policy', contentSecurityPolicy);
  return c.html(content);
}

const referencePage = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Hangil API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>`;

function errorPage(code: ErrorCode) {
  const { message, action, retry } = errorCatalogue[code];
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${code}: Hangil API</title>
  </head>
  <body>
    <h1><code>${code}</code></h1>
    <p>${message.en}</p>
    <p lang="ko">${message.ko}</p>
    <dl>
      <dt>HTTP status</dt>
      <dd>${problemStatus(code)}</dd>
      <dt><code>retry</code></dt>
      <dd>${retry}</dd>
      <dt><code>action</code></dt>
      <dd>${action}</dd>
    </dl>
    <p><a href="/docs">API reference</a></p>
  </body>
</html>`;
}

function readAsset(name: string): Uint8Array<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`);
  return new Uint8Array(readFileSync(path));
}
