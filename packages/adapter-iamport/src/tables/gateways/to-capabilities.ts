import type { GatewayCapabilities, Known } from '@hangil/core';
import type { GatewayRow } from './gateway-row.ts';
import { methodsOf } from './method-words.ts';

const registerNotices = 'The deposit notice address of the provider has to be registered at the PG.';

/** A row in the words of Hangil. */
export function toCapabilities(row: GatewayRow): GatewayCapabilities {
  const api = apiOf(row);
  return {
    code: row.code,
    name: row.name,
    status: row.status,
    methods: methodsOf(row),
    currencies: row.currencies,
    refusedCurrencies: row.refusedCurrencies ?? [],
    minimumMinor: row.minimumMinor ?? {},
    keyIn: api('key_in'),
    billingKeys: {
      byWindow: row.window.billingKey,
      byApi: api('billing_key_issue'),
      charge: api('billing_key_charge'),
      schedule: api('schedule'),
      issueAndPay: row.window.issueAndPay,
    },
    virtualAccounts: {
      byWindow: row.window.virtualAccount,
      byApi: api('account_issue'),
      change: api('account_change'),
      revoke: api('account_revoke'),
    },
    partialRefunds: {
      usual: row.partialRefunds?.usual ?? null,
      exceptions: row.partialRefunds?.exceptions ?? {},
      timesMax: row.partialRefunds?.timesMax ?? null,
      withinMonths: row.partialRefunds?.withinMonths ?? null,
    },
    cashReceipts: {
      issue: api('receipt_issue'),
      cancel: api('receipt_cancel'),
      outsideSales: api('external_receipt_issue'),
    },
    escrow: {
      byWindow: row.window.escrow,
      addShipment: api('shipment_add'),
      changeShipment: api('shipment_change'),
    },
    identityVerification: { byWindow: api('identity_window'), byApi: api('identity_api') },
    orderId: orderIdOf(row),
    requires: (row.requires ?? []).map(({ param, methods = null, whenEscrow = false }) => ({
      param,
      methods,
      whenEscrow,
    })),
    notes: [...(row.notes ?? []), ...(row.registersDepositNotices === true ? [registerNotices] : [])],
    source: row.source,
    asOf: row.asOf,
  };
}

/** Listed = yes, listed elsewhere only = no, contradicted or in no list = not known. */
function apiOf({ api, unclear = '' }: GatewayRow): (operation: string) => Known {
  if (api === null) return () => null;
  const listed = new Set(api.split(' '));
  const contradicted = new Set(unclear.split(' '));
  return (operation) => (contradicted.has(operation) ? null : listed.has(operation));
}

function orderIdOf({ orderId }: GatewayRow): GatewayCapabilities['orderId'] {
  if (orderId === undefined) return null;
  const { minLength = null, maxLength = null, lettersAndDigitsOnly = false } = orderId;
  return { minLength, maxLength, lettersAndDigitsOnly };
}
