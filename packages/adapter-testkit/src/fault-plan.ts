import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';

/** Ways in which a provider misbehaves. "Before" and "after" mean: before or after it acted. */
export type Fault =
  /** Nothing is done and the connection breaks. */
  | { readonly kind: 'lose_before' }
  /** The work is done and the answer never arrives. */
  | { readonly kind: 'lose_after' }
  | { readonly kind: 'error_before'; readonly status: number }
  | { readonly kind: 'error_after'; readonly status: number }
  /** The work is done and the answer is something else than documented. */
  | { readonly kind: 'garbage'; readonly body: string }
  /** The work is done and the answer is changed on its way; status and headers stay. */
  | { readonly kind: 'rewrite'; rewrite(body: string): string }
  /** The call waits until `releaseHeld` before it acts. */
  | { readonly kind: 'hold_before' }
  /** The work is done, the answer waits until `releaseHeld`. */
  | { readonly kind: 'hold_after' };

export interface FaultPlan {
  /** The next `times` calls of this operation misbehave; what was injected before comes first. */
  inject(operation: string, fault: Fault, times?: number): void;
  /** Forgets what is planned. Held calls stay held. */
  clear(): void;
  /** Lets every held call go on. */
  releaseHeld(): void;
  /** Resolves when a call is being held (at once when one is already). */
  whenHeld(): Promise<void>;
  /** Put in front of a route: applies what is planned for `operation`. */
  guard(operation: string): MiddlewareHandler;
}

export function createFaultPlan(): FaultPlan {
  const planned = new Map<string, Fault[]>();
  const waiting: (() => void)[] = [];
  const watchers: (() => void)[] = [];

  function hold(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve);
      for (const watcher of watchers.splice(0)) watcher();
    });
  }

  return {
    inject(operation, fault, times = 1) {
      const faults = planned.get(operation) ?? [];
      for (let index = 0; index < times; index += 1) faults.push(fault);
      planned.set(operation, faults);
    },
    clear() {
      planned.clear();
    },
    releaseHeld() {
      for (const resume of waiting.splice(0)) resume();
    },
    whenHeld: () => (waiting.length > 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve))),
    guard: (operation) => async (context, next) => {
      const fault = planned.get(operation)?.shift();
      if (fault === undefined) return next();
      switch (fault.kind) {
        case 'lose_before':
          context.res = cut(context);
          return;
        case 'error_before':
          context.res = broken(fault.status);
          return;
        case 'hold_before':
          await hold();
          return next();
        case 'lose_after':
          await next();
          replaceAnswer(context, cut(context));
          return;
        case 'error_after':
          await next();
          replaceAnswer(context, broken(fault.status));
          return;
        case 'garbage':
          await next();
          replaceAnswer(context, new Response(fault.body, { status: 200, headers: { 'content-type': 'text/html' } }));
          return;
        case 'rewrite': {
          await next();
          const { status, headers } = context.res;
          const body = fault.rewrite(await context.res.text());
          replaceAnswer(context, new Response(body, { status, headers: withoutLength(headers) }));
          return;
        }
        case 'hold_after':
          await next();
          await hold();
          return;
      }
    },
  };
}

function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete('content-length');
  return kept;
}

function broken(status: number): Response {
  return new Response('<html><body>Bad Gateway</body></html>', { status, headers: { 'content-type': 'text/html' } });
}

/** Breaks the TCP connection under the request, as a lost answer does. Needs an app served by @hono/node-server. */
function cut(context: Context): Response {
  const { incoming } = context.env as { incoming: { socket: { destroy(): void } } };
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Nothing of the first answer stays: Hono would keep its headers. */
function replaceAnswer(context: Context, answer: Response): void {
  context.res = undefined;
  context.res = answer;
}
