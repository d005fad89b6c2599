import type { Context, Hono } from 'hono';
import { wasPaid } from './attempt.ts';
import type { Books } from './books.ts';
import { done, failed } from './envelope.ts';
import type { Guard } from './operations.ts';
import { type Fields, numberField, readBody, textField } from './request-body.ts';
import type { FakeDelivery, ServiceBooks } from './service-books.ts';

/** Deliveries of escrow payments: registered once, then changed. */
export function mountEscrow(app: Hono, guard: Guard, books: Books, { deliveries }: ServiceBooks): void {
  const path = '/escrows/logis/:imp_uid';

  const write = async (context: Context, isChange: boolean) => {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    if (attempt === undefined) return failed(context, 404, '존재하지 않는 결제정보입니다.');
    const delivery = readDelivery(await readBody(context), books);
    if (delivery === null) return failed(context, 400, '필수 파라미터가 누락되었습니다.');
    if (!wasPaid(attempt)) return failed(context, 409, '배송정보를 등록할 수 없는 거래입니다.');
    if (deliveries.has(attempt.impUid) !== isChange) {
      return failed(context, 409, isChange ? '등록된 배송정보가 없습니다.' : '이미 배송정보가 등록된 거래입니다.');
    }
    deliveries.set(attempt.impUid, delivery);
    return done(context, deliveryJson(delivery));
  };

  app.post(path, guard('delivery_add'), (context) => write(context, false));
  app.put(path, guard('delivery_change'), (context) => write(context, true));
  app.get(path, guard('delivery_read'), (context) => {
    const delivery = deliveries.get(context.req.param('imp_uid') ?? '');
    return delivery === undefined
      ? failed(context, 409, '등록된 배송정보가 없습니다.')
      : done(context, deliveryJson(delivery));
  });
}

function readDelivery(body: Fields, books: Books): FakeDelivery | null {
  const { sender, receiver, logis } = body;
  const parts = [sender, receiver, logis];
  if (parts.some((part) => typeof part !== 'object' || part === null)) return null;
  const fields = logis as Fields;
  const [company, invoice, sentAt] = [
    textField(fields, 'company'),
    textField(fields, 'invoice'),
    numberField(fields, 'sent_at'),
  ];
  if (company === null || invoice === null || sentAt === null) return null;
  return { company, invoice, sentAt, appliedAt: books.nowSeconds() };
}

function deliveryJson({ company, invoice, sentAt, appliedAt }: FakeDelivery) {
  return { company, invoice, sent_at: sentAt, applied_at: appliedAt };
}
