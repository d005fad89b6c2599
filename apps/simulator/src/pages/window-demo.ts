import { html, raw } from 'hono/html';
import { z } from 'zod';
import { ControlError } from '../control/control-error.ts';
import { both, type Html, page } from './layout.ts';

const browserSdk = z.object({
  type: z.literal('browser_sdk'),
  sdk: z.string(),
  script_url: z.url(),
  call: z.string().regex(/^\w+\.\w+$/),
  init: z.record(z.string(), z.unknown()),
  params: z.record(z.string(), z.unknown()),
});

const redirect = z.object({
  type: z.literal('redirect'),
  url: z.url(),
  method: z.enum(['GET', 'POST']),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
});

const nextActionSchema = z.discriminatedUnion('type', [browserSdk, redirect]);

/** A `next_action` as the gateway's API writes it, of the two kinds that open a window. */
export type WindowAction = z.infer<typeof nextActionSchema>;

/**
 * @param encoded - base64url of the JSON
 * @param origin - the only place whose scripts and pages are opened: the simulator's own
 */
export function readNextAction(encoded: string, origin: string): WindowAction {
  const result = nextActionSchema.safeParse(parseJson(Buffer.from(encoded, 'base64url').toString('utf8')));
  if (!result.success) throw refused('next_action must be base64url of the JSON of a browser_sdk or redirect action.');
  const target = result.data.type === 'browser_sdk' ? result.data.script_url : result.data.url;
  if (new URL(target).origin !== origin) throw refused(`Only scripts and pages of ${origin} are opened here.`);
  return result.data;
}

/** Does what a merchant's page does with a next action, and shows what the window's callback was told. */
export function windowDemoPage(action: WindowAction): Html {
  return page(
    '상점 결제 페이지 예시 · A merchant’s page',
    html`<header>
<h1>${both('상점 결제 페이지 예시', 'A merchant’s page')}</h1>
<p>${both('결제 창을 상점처럼 엽니다.', 'Opens the payment window as a shop would.')}</p>
</header>
<main>${action.type === 'browser_sdk' ? scriptSection(action) : formSection(action)}</main>`,
  );
}

function scriptSection(action: Extract<WindowAction, { type: 'browser_sdk' }>): Html {
  return html`<section>
<button class="main" id="pay">${both('결제하기', 'Pay')}</button>
<h2 id="answer">${both('콜백이 받은 답', 'What the callback received')}</h2>
<pre id="result" role="status" aria-labelledby="answer"></pre>
</section>
<script type="application/json" id="next-action">${raw(scriptSafeJson(action))}</script>
<script src="${action.script_url}"></script>
<script>${raw(openWindowScript)}</script>`;
}

const openWindowScript = `
const { call, init, params } = JSON.parse(document.getElementById('next-action').textContent);
const [object, method] = call.split('.');
const sdk = window[object];
sdk.init(...Object.values(init));
function pay() {
  document.getElementById('result').textContent = '';
  sdk[method](params, (answer) => {
    document.getElementById('result').textContent = JSON.stringify(answer, null, 2);
  });
}
document.getElementById('pay').addEventListener('click', pay);
pay();
`;

function formSection({ url, method, fields }: Extract<WindowAction, { type: 'redirect' }>): Html {
  return html`<section>
<form method="${method.toLowerCase()}" action="${url}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="main" id="pay">${both('은행으로 이동', 'Go to the bank')}</button>
</form>
</section>`;
}

/** JSON that cannot end the script element it stands in. */
function scriptSafeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(message: string): ControlError {
  return new ControlError(400, 'invalid_request', message);
}
