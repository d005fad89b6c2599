import { z } from 'zod';
import { description, majorAmount, unixSeconds } from './lenient.ts';

/** A cash receipt, of a payment or of an outside sale. Its amount has no currency: it is won. */
export const receiptSchema = z
  .object({
    imp_uid: description,
    merchant_uid: description,
    receipt_tid: description,
    apply_num: description,
    amount: majorAmount,
    receipt_url: description,
    applied_at: unixSeconds,
    cancelled_at: unixSeconds,
  })
  .transform((wire) => ({
    impUid: wire.imp_uid,
    merchantUid: wire.merchant_uid,
    receiptTid: wire.receipt_tid,
    applyNum: wire.apply_num,
    amount: wire.amount,
    receiptUrl: wire.receipt_url,
    appliedAt: wire.applied_at,
    cancelledAt: wire.cancelled_at,
  }));

export type WireReceipt = z.infer<typeof receiptSchema>;

export const otpRequestedSchema = z
  .object({ imp_uid: z.string().min(1) })
  .transform(({ imp_uid }) => ({ impUid: imp_uid }));

const flag = z.boolean().nullish().catch(null);

/** `unique_key` is CI, `unique_in_site` is DI. */
export const certificationSchema = z
  .object({
    imp_uid: z.string().min(1),
    merchant_uid: description,
    certified: flag,
    certified_at: unixSeconds,
    name: description,
    gender: description,
    birthday: description,
    foreigner_v2: flag,
    phone: description,
    carrier: description,
    unique_key: description,
    unique_in_site: description,
  })
  .transform((wire) => ({
    impUid: wire.imp_uid,
    merchantUid: wire.merchant_uid,
    certified: wire.certified === true,
    certifiedAt: wire.certified_at,
    name: wire.name,
    gender: wire.gender,
    birthday: wire.birthday,
    foreigner: wire.foreigner_v2 ?? null,
    phone: wire.phone,
    carrier: wire.carrier,
    uniqueKey: wire.unique_key,
    uniqueInSite: wire.unique_in_site,
  }));

export type WireCertification = z.infer<typeof certificationSchema>;

export const escrowDeliverySchema = z
  .object({ company: description, invoice: z.string().min(1), applied_at: unixSeconds })
  .transform(({ company, invoice, applied_at }) => ({ company, invoice, appliedAt: applied_at }));

export const accountChannelsSchema = z.array(
  z
    .object({
      pg_provider: z.string().min(1),
      pg_id: z.string(),
      sandbox: flag,
      type: description,
      channel_name: description,
      channel_key: description,
    })
    .transform((wire) => ({
      pgProvider: wire.pg_provider,
      pgId: wire.pg_id,
      sandbox: wire.sandbox === true,
      type: wire.type,
      channelName: wire.channel_name,
      channelKey: wire.channel_key,
    })),
);

export type WireAccountChannel = z.infer<typeof accountChannelsSchema>[number];
