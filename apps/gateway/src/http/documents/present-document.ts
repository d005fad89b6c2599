import type { Document, DocumentKind } from '@hangil/engine';
import { presentPaymentAction } from '../payment-actions/present-payment-action.ts';
import { presentPaymentLink } from '../payment-links/present-payment-link.ts';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';

/** How each kind of document is shown: in its routes as in events. */
const presenters: { readonly [Kind in DocumentKind]: (document: Document<Kind>) => object } = {
  routing_version: ({ id, livemode, createdAt, status, value }) => ({
    object: 'routing_version',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status,
    activated_at: presentInstantOrNull(value.activatedAt),
    rules: value.rules.rules,
    default: value.rules.default,
  }),
  routing_state: ({ id, livemode, createdAt, value }) => ({
    object: 'routing_state',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    active_version: value.activeVersion,
  }),
  channel_health: ({ livemode, status, value }) => ({
    object: 'channel',
    id: value.channelId,
    livemode,
    status,
    failures_in_a_row: value.failuresInARow,
    since: presentInstant(value.since),
  }),
  payment_link: presentPaymentLink,
  payment_action: presentPaymentAction,
};

export function presentDocument<Kind extends DocumentKind>(document: Document<Kind>): object {
  return presenters[document.kind](document);
}
