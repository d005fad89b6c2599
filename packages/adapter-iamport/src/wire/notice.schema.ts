import { z } from 'zod';

const word = z.string().min(1).max(80);

/** A notice, from JSON or form fields. `event` stands only in notices that are not about the payment's own state. */
export const noticeSchema = z.object({
  imp_uid: word,
  merchant_uid: word,
  status: word,
  cancellation_id: word.nullish(),
  event: word.nullish(),
});
