import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tables } from './tables.ts';

const folder = new URL('../../../../docs/providers/', import.meta.url);
const pages = ['iamport.md', 'iamport-gateways.md']
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

describe('the pages of the provider', () => {
  it.each(Object.keys(tables))('have the table of %s as the adapter has it', (name) => {
    const [, shown] = new RegExp(`<!-- table: ${name} -->\\n([^]*?)\\n<!-- end -->`).exec(pages) ?? [];
    expect(shown?.trim()).toBe(tables[name]);
  });
});
