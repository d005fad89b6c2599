import type { GatewayCapabilities, Known } from '@hangil/core';
import { actionDescriptions } from '../../src/actions/index.ts';
import { gateways } from '../../src/tables/gateways/index.ts';
import { refundRules } from '../../src/tables/refund-rules.ts';

/** Tables of docs/providers that are made of the adapter's data, by the word of their marker. */
export const tables: Readonly<Record<string, string>> = {
  gateways: gatewayTable(),
  needs: needsTable(),
  'refund-rules': refundRuleTable(),
  actions: actionTable(),
};

function gatewayTable(): string {
  const rows = gateways.map((gateway) => [
    `\`${gateway.code}\``,
    gateway.status === 'current' ? gateway.name : `${gateway.name} (${gateway.status})`,
    methodsIn(gateway),
    currenciesIn(gateway),
    Object.entries(gateway.minimumMinor)
      .map(([currency, minor]) => `${minor} ${currency}`)
      .join(', '),
    word(gateway.keyIn),
    `${word(gateway.billingKeys.byWindow)} / ${word(gateway.billingKeys.byApi)}`,
    partsIn(gateway),
    word(gateway.cashReceipts.issue),
    word(gateway.escrow.byWindow),
  ]);
  const head = [
    'code',
    'PG',
    'methods',
    'currencies',
    'least',
    'key-in',
    'billing key by window / API',
    'refund in parts',
    'cash receipt',
    'escrow',
  ];
  return table(head, rows);
}

function methodsIn({ methods }: GatewayCapabilities): string {
  if (methods === null) return '?';
  const types = [...new Set(methods.map((method) => method.split('/')[0] ?? ''))];
  return types.join(', ') || '–';
}

function currenciesIn({ currencies, refusedCurrencies }: GatewayCapabilities): string {
  if (currencies !== null) return currencies.join(', ');
  return refusedCurrencies.length > 0 ? `? but not ${refusedCurrencies.join(', ')}` : '?';
}

function partsIn({ partialRefunds: { usual, exceptions, timesMax, withinMonths } }: GatewayCapabilities): string {
  const limits = timesMax === null ? [] : [`at most ${timesMax} times within ${withinMonths} months`];
  const others = Object.entries(exceptions).map(([method, what]) => `${method}: ${what.replace('_', ' ')}`);
  return [word(usual), ...limits, ...others].join('; ');
}

function needsTable(): string {
  const rows = gateways.flatMap(({ code, requires }) =>
    requires.map(({ param, methods, whenEscrow }) => [
      `\`${code}\``,
      `\`${param}\``,
      [methods?.join(', ') ?? 'every method', ...(whenEscrow ? ['with escrow'] : [])].join(', '),
    ]),
  );
  return table(['code', 'needs', 'for'], rows);
}

function refundRuleTable(): string {
  return table(
    ['rule', 'methods', 'as of'],
    refundRules.map(({ id, methods, asOf }) => [`\`${id}\``, methods?.join(', ') ?? 'all', asOf]),
  );
}

function actionTable(): string {
  return table(
    ['name', 'PG', 'what it does'],
    actionDescriptions.map(({ name, gateways: codes, summary, changes }) => [
      `\`${name}\``,
      codes.map((code) => `\`${code}\``).join(' '),
      changes ? summary : `${summary} Reads only.`,
    ]),
  );
}

function word(known: Known): string {
  return known === null ? '?' : known ? 'yes' : 'no';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
