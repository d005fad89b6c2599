import { readFileSync } from 'node:fs';

type Fields = Readonly<Record<string, string>>;

interface Description {
  readonly operations: Readonly<Record<string, { readonly body?: Fields; readonly query?: Fields }>>;
  readonly types: Readonly<Record<string, Fields>>;
}

/** A request as it stands on the wire. */
export interface WireRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly body: string;
}

const description: Description = JSON.parse(readFileSync(new URL('./api-description.json', import.meta.url), 'utf8'));

/** What the guides and the provider's own clients show although the description lacks it or has it otherwise. */
const guides: Readonly<Record<string, Fields>> = {
  // The description says a list; the cancel guide and every client send `extra: { requester }`.
  'POST /payments/cancel': { extra: 'object' },
  // The description before 2026 took `pg`, as every channel without a key still has it.
  'POST /vbanks': { pg: 'string', channel_key: 'string' },
  // The description wants a channel key beside `pg` and beside a group, which both choose the channel as well.
  'POST /subscribe/customers/{customer_uid}': { channel_key: 'string max 55' },
  // Left the description in 2025-10; older clients call it.
  'GET /vbanks/holder': { bank_code: 'string!', bank_num: 'string!' },
};

/** Why a request does not fit the description of the provider's API, or null. */
export function requestProblem({ method, url, body }: WireRequest): string | null {
  const { pathname, searchParams } = new URL(url, 'http://provider');
  const operation = operationOf(method, pathname);
  if (operation === null) return `${method} ${pathname}: no such operation`;
  const { body: bodyFields = {}, query: queryFields = {} } = description.operations[operation] ?? {};
  const own = guides[operation] ?? {};
  const [sentFields, known] =
    method === 'GET' || method === 'DELETE'
      ? [Object.fromEntries(searchParams), { ...queryFields, ...bodyFields, ...own }]
      : [body === '' ? {} : JSON.parse(body), { ...bodyFields, ...queryFields, ...own }];
  const problem = fieldsProblem(sentFields, known, method === 'GET' || method === 'DELETE');
  return problem === null ? null : `${operation}: ${problem}`;
}

/** The state behind an order id may be left out. */
function operationOf(method: string, pathname: string): string | null {
  const sent = pathname.split('/');
  const fits = [...Object.keys(description.operations), ...Object.keys(guides)].filter((operation) => {
    const [itsMethod, path = ''] = operation.split(' ');
    const segments = path.split('/');
    const optional = segments.at(-1) === '{payment_status}' ? 1 : 0;
    return (
      itsMethod === method &&
      sent.length <= segments.length &&
      sent.length >= segments.length - optional &&
      sent.every(
        (segment, index) => segments[index] === segment || (/^\{/.test(segments[index] ?? '') && segment !== ''),
      )
    );
  });
  return fits.toSorted((left, right) => left.split('{').length - right.split('{').length)[0] ?? null;
}

function fieldsProblem(sent: Record<string, unknown>, known: Fields, asText: boolean): string | null {
  for (const [name, value] of Object.entries(sent)) {
    const rule = known[name.replace(/\[\]$/, '')];
    if (rule === undefined) return `${name} is not a field of it`;
    const problem = valueProblem(value, rule, asText);
    if (problem !== null) return `${name} ${problem}`;
  }
  const missing = Object.entries(known).find(([name, rule]) => rule.includes('!') && sent[name] === undefined);
  return missing === undefined ? null : `${missing[0]} is required`;
}

function valueProblem(value: unknown, rule: string, asText: boolean): string | null {
  const [, type = '', list = '', max, from, to, choices] =
    /^(\w+)(\[\])?!?(?: max (\d+))?(?: from (\d+))?(?: to (\d+))?(?: = (.+))?$/.exec(rule) ?? [];
  const values = list === '[]' && Array.isArray(value) ? value : [value];
  for (const each of values) {
    if (!isOf(type, each, asText)) return `is no ${type}`;
    if (max !== undefined && Array.from(String(each)).length > Number(max)) return `is longer than ${max}`;
    if (from !== undefined && Number(each) < Number(from)) return `is below ${from}`;
    if (to !== undefined && Number(each) > Number(to)) return `is above ${to}`;
    if (choices !== undefined && !choices.split('|').includes(String(each))) return `is none of ${choices}`;
    const inner = description.types[type];
    const problem = inner === undefined ? null : fieldsProblem(each as Record<string, unknown>, inner, false);
    if (problem !== null) return problem;
  }
  return null;
}

function isOf(type: string, value: unknown, asText: boolean): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return asText ? value === 'true' || value === 'false' : typeof value === 'boolean';
    case 'integer':
      return asText ? /^\d+$/.test(String(value)) : Number.isInteger(value);
    case 'number':
      return asText ? /^\d+(\.\d+)?$/.test(String(value)) : typeof value === 'number';
    default:
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}
