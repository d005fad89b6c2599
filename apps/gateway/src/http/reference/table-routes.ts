import type { ProviderManifest, ReferenceTable, ReferenceTables } from '@hangil/core';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { presentWholeList } from '../pagination.ts';
import { addOperation, type Operation } from '../route.ts';

const names = ['bank', 'card', 'courier'] as const;
type TableName = (typeof names)[number];

const rowSchema = z
  .object({
    object: z.enum(names),
    code: z.string().openapi({ description: 'The code of this API.' }),
    name: z.object({ ko: z.string(), en: z.string() }),
    provider_codes: z.array(
      z.object({
        provider: z.string(),
        pg: z.string().nullable().openapi({ description: 'null: the provider itself' }),
        code: z.string(),
      }),
    ),
    sources: z.array(z.object({ provider: z.string(), source: z.string(), as_of: z.string() })),
  })
  .openapi('ReferenceRow');

function listTable(plural: keyof ReferenceTables, summary: string) {
  return {
    method: 'get',
    path: `/v1/reference/${plural}`,
    tag: 'Reference',
    summary,
    answer: { status: 200, description: 'Whole, by code.', schema: listOf(rowSchema) },
  } as const satisfies Operation;
}

const tables = [
  ['bank', 'banks', 'Banks by KFTC code, and what each PG calls them'],
  ['card', 'cards', 'Card companies, and what each PG calls them'],
  ['courier', 'couriers', 'Couriers for deliveries, and what each PG calls them'],
] as const;

/** The tables of the providers that the merchant has an account with. */
export function referenceTableRoutes({ directory }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  for (const [name, plural, summary] of tables) {
    addOperation(app, listTable(plural, summary), async (c) => {
      const channels = directory.merchant(c.get('scope').merchantId)?.channels ?? [];
      const provided = new Map<string, ProvidedTable>();
      for (const { provider, providerAccountId } of channels) {
        const table = directory.provider(providerAccountId)?.reference?.[plural];
        if (table !== undefined) provided.set(provider.id, { provider, table });
      }
      return c.json(presentWholeList(joined(name, [...provided.values()])));
    });
  }
  return app;
}

interface ProvidedTable {
  readonly provider: ProviderManifest;
  readonly table: ReferenceTable;
}

type Row = z.input<typeof rowSchema>;

/** One row for each code; the names are those of the first table that has it. */
function joined(object: TableName, provided: readonly ProvidedTable[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { provider, table } of provided) {
    for (const { code, name, providerCodes } of table.rows) {
      const row = rows.get(code) ?? { object, code, name, provider_codes: [], sources: [] };
      rows.set(code, {
        ...row,
        provider_codes: [...row.provider_codes, ...providerCodes.map((own) => ({ provider: provider.id, ...own }))],
        sources: [...row.sources, { provider: provider.id, source: table.source, as_of: table.asOf }],
      });
    }
  }
  return [...rows.values()].sort((left, right) => left.code.localeCompare(right.code));
}
