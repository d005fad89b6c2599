import { z } from 'zod';
import { action, type IamportAction } from './action.ts';

const gateways = ['kcp_quick'];
const resultSchema = z.unknown().transform(() => null);
const memberId = z.string().min(1).max(80);

const prepareSchema = z.strictObject({
  btid: z.string().min(1).max(20),
  cust_ip: z.ipv4(),
  code_verifier: z.string().min(1).max(200),
  prepaid_auth_yn: z.enum(['Y', 'N']).optional(),
  prepaid_amount: z.int().min(0).max(999_999_999).optional(),
  vender_type: z.string().min(1).max(20).optional(),
  reward_id: z.string().min(1).max(20).optional(),
});

function prepare(name: string, method: 'POST' | 'PUT', summary: string): IamportAction {
  return action({
    name,
    summary,
    gateways,
    changes: true,
    needs: ['merchantUid'],
    inputSchema: prepareSchema,
    resultSchema,
    toRequest: (input, { merchantUid }) => ({
      method,
      path: `/kcpquick/prepare/${encodeURIComponent(merchantUid)}`,
      body: input,
    }),
  });
}

/** KCP QuickPay: what is done around a payment. */
export const kcpQuickActions: readonly IamportAction[] = [
  prepare('kcp_quick_prepare', 'POST', 'Registers a payment with prepaid money before its window opens.'),
  prepare('kcp_quick_change_prepare', 'PUT', 'Changes that registration.'),
  action({
    name: 'kcp_quick_delete_member',
    summary: 'Removes a member of KCP QuickPay.',
    gateways,
    changes: true,
    needs: [],
    inputSchema: z.strictObject({
      member_id: memberId,
      site_code: z.string().min(1).max(80),
      partner_type: z.string().min(1).max(80),
      partner_subtype: z.string().min(1).max(80),
    }),
    resultSchema,
    toRequest: ({ member_id, ...query }) => ({
      method: 'DELETE',
      path: `/kcpquick/members/${encodeURIComponent(member_id)}?${new URLSearchParams(query)}`,
    }),
  }),
  action({
    name: 'kcp_quick_release_biometrics',
    summary: 'Turns the biometric login of a member off.',
    gateways,
    changes: true,
    needs: ['channelKey'],
    inputSchema: z.strictObject({ member_id: memberId }),
    resultSchema,
    toRequest: ({ member_id }, { channelKey }) => ({
      method: 'POST',
      path: `/kcpquick/members/${encodeURIComponent(member_id)}/fido/release`,
      body: { channel_key: channelKey },
    }),
  }),
  action({
    name: 'kcp_quick_delete_autopay',
    summary: 'Removes a key for automatic payments.',
    gateways,
    changes: true,
    needs: [],
    inputSchema: z.strictObject({ customer_uid: z.string().min(1).max(80) }),
    resultSchema,
    toRequest: ({ customer_uid }) => ({
      method: 'DELETE',
      path: `/kcpquick/autopay/${encodeURIComponent(customer_uid)}`,
    }),
  }),
];
