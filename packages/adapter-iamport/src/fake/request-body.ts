import type { Context } from 'hono';

export type Fields = Readonly<Record<string, unknown>>;

/** Reads JSON or form fields; `extra[requester]=x` and `imp_uid[]=x` become an object and a list. */
export async function readBody(context: Context): Promise<Fields> {
  const text = await context.req.text();
  if (text === '') return {};
  if (!(context.req.header('content-type') ?? '').includes('json')) return readForm(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

export function readForm(parameters: URLSearchParams): Fields {
  const fields = new Map<string, unknown>();
  for (const [name, value] of parameters) {
    const [, outer = name, inner] = /^([^[\]]+)\[([^\]]*)\]$/.exec(name) ?? [];
    if (inner === undefined) fields.set(outer, value);
    else if (inner === '') fields.set(outer, [...asList(fields.get(outer)), value]);
    else fields.set(outer, { ...asRecord(fields.get(outer)), [inner]: value });
  }
  return Object.fromEntries(fields);
}

export function textField(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number, also written as text as forms do; null when there is none. */
export function numberField(fields: Fields, name: string): number | null {
  const value = fields[name];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** One text or a list of texts. */
export function textsField(fields: Fields, name: string): string[] {
  return asList(fields[name]).filter((value): value is string => typeof value === 'string' && value !== '');
}

export function flagField(fields: Fields, name: string): boolean {
  return fields[name] === true || fields[name] === 'true';
}

function asList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
