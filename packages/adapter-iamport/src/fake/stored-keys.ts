import type { Fields } from './request-body.ts';
import { textField } from './request-body.ts';

/** A means of payment the provider keeps under the merchant's `customer_uid`. */
export interface StoredKey {
  readonly customerUid: string;
  readonly maskedNumber: string;
  readonly pgProvider: string | null;
  readonly pgId: string | null;
  /** Set for a key on several channels. */
  readonly group: KeyGroup | null;
  readonly customer: CustomerFields;
  readonly insertedAt: number;
}

export interface KeyGroup {
  readonly id: string;
  readonly channels: readonly GroupChannel[];
}

/** A channel of a smart routing group; one with a `failure` refuses every key. */
export interface GroupChannel {
  readonly pgProvider: string;
  readonly pgId: string;
  readonly failure?: string;
}

/** The one group that the console of every simulated account has. */
export const channelGroups: Readonly<Record<string, readonly GroupChannel[]>> = {
  'channel-group-test': [
    { pgProvider: 'kcp', pgId: 'T0000' },
    { pgProvider: 'nice_v2', pgId: 'nictest00m', failure: '[F112] 유효하지 않은 카드번호' },
  ],
};

interface CustomerFields {
  readonly id: string | null;
  readonly name: string | null;
  readonly tel: string | null;
  readonly email: string | null;
}

export function readCustomer(fields: Fields): CustomerFields {
  return {
    id: textField(fields, 'customer_id'),
    name: textField(fields, 'customer_name'),
    tel: textField(fields, 'customer_tel'),
    email: textField(fields, 'customer_email'),
  };
}

/** A key as the API shows it; one of a group has no card fields of its own. */
export function showKey({ customerUid, maskedNumber, pgProvider, pgId, group, customer, insertedAt }: StoredKey) {
  const times = { inserted: insertedAt, updated: insertedAt };
  const card = { card_name: 'BC카드', card_code: '361', card_number: maskedNumber, card_type: 0, ...times };
  const buyer = {
    customer_id: customer.id,
    customer_name: customer.name,
    customer_tel: customer.tel,
    customer_email: customer.email,
  };
  if (group === null)
    return { customer_uid: customerUid, pg_provider: pgProvider, pg_id: pgId, sandbox: false, ...card, ...buyer };
  return {
    customer_uid: customerUid,
    channelGroupId: group.id,
    ...buyer,
    succeededChannels: group.channels
      .filter(({ failure }) => failure === undefined)
      .map((channel) => ({ pg_provider: channel.pgProvider, pg_id: channel.pgId, ...card })),
    failedChannels: group.channels
      .filter(({ failure }) => failure !== undefined)
      .map((channel) => ({
        type: 'PG_PROVIDER',
        message: channel.failure,
        pg_provider: channel.pgProvider,
        pg_id: channel.pgId,
      })),
  };
}
