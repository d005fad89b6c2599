import { createHmac } from 'node:crypto';

/**
 * The platform's own way to sign, kept apart from the adapter's on purpose: a mistake in one must not hide in the other.
 * The fake's payloads hold nothing about which the documented orders disagree.
 */
export function platformSignature(payload: object, secret: string): string {
  const values = new Map<string, string>();
  flatten(payload, '', values);
  const lines = [...values.keys()].sort().map((path) => `${path}:${values.get(path)}`);
  return createHmac('sha512', Buffer.from(secret, 'utf8')).update(lines.join(';')).digest('base64');
}

function flatten(node: object, prefix: string, values: Map<string, string>): void {
  for (const key in node) {
    if (key === 'signature' || key === 'frame_mode') continue;
    const value: unknown = (node as Record<string, unknown>)[key];
    const path = prefix + key;
    if (value === null) values.set(path, '');
    else if (typeof value === 'object') flatten(value, `${path}:`, values);
    else if (value === true) values.set(path, '1');
    else if (value === false) values.set(path, '0');
    else if (value !== undefined) values.set(path, `${value}`);
  }
}
