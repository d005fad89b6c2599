import type { PaymentActionDescription } from '@hangil/core';
import type { IamportAction } from './action.ts';
import { kcpQuickActions } from './kcp-quick-actions.ts';
import { naverOrderActions } from './naver-order-actions.ts';
import { slipActions } from './slip-actions.ts';
import { walletActions } from './wallet-actions.ts';

export const actions: readonly IamportAction[] = [
  ...walletActions,
  ...naverOrderActions,
  ...kcpQuickActions,
  ...slipActions,
];

/** What the manifest tells of them. */
export const actionDescriptions: readonly PaymentActionDescription[] = actions.map(
  ({ name, summary, gateways, changes }) => ({ name, summary, gateways, changes }),
);
