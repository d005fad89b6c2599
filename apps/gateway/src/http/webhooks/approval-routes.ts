import { PaymentGatewayError, type ProviderAccountId } from '@hangil/core';
import type { ApprovalAnswer } from '@hangil/engine';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { readBody } from '../body.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { honoPath } from '../route.ts';

const questionBytesMax = 64 * 1024;

const askApproval = createRoute({
  method: 'post',
  path: '/webhooks/{adapter}/{provider_account_id}/approval',
  tags: ['Providers'],
  summary: 'Where a provider asks whether it may take the money; changes nothing',
  request: { params: z.object({ adapter: z.string(), provider_account_id: z.string() }) },
  responses: {
    200: {
      description: 'It may.',
      content: { 'application/json': { schema: z.object({}) } },
    },
    409: {
      description: 'It may not, with the reason for the shopper.',
      content: { 'application/json': { schema: z.object({ reason: z.string() }) } },
    },
  },
});

type Refusal = Extract<ApprovalAnswer, { kind: 'refused' }>['reason'];

/** Shown to the shopper by the provider. */
const sentences: Readonly<Record<Refusal, string>> = {
  unreadable: '결제 확인 요청을 읽을 수 없습니다.',
  unknown_payment: '존재하지 않는 주문입니다.',
  not_open: '이미 처리되었거나 취소된 주문입니다.',
  expired: '결제 가능 시간이 지난 주문입니다.',
  other_amount: '주문 금액과 결제 금액이 다릅니다.',
};

/** Answers in the provider's way: only 200 lets the money be taken. */
export function approvalRoutes({ engine, directory, clock, logger, askMerchant }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  app.openAPIRegistry.registerPath(askApproval);

  app.post(honoPath(askApproval.path), async (c) => {
    const account = c.req.param('provider_account_id') as ProviderAccountId;
    if (directory.provider(account)?.manifest.id !== c.req.param('adapter')) throw new PaymentGatewayError('not_found');
    const body = await readBody(c, questionBytesMax);
    const answer = await engine.answerApproval(account, { headers: {}, body, receivedAt: clock.now() });
    if (answer.kind === 'unknown_account') throw new PaymentGatewayError('not_found');
    if (answer.kind === 'refused') {
      logger.info(
        { provider_account_id: account, payment_id: answer.paymentId, reason: answer.reason },
        'approval refused',
      );
      return c.json({ reason: sentences[answer.reason] }, 409);
    }
    const merchant = await askMerchant(answer.payment);
    if (merchant.approved) return c.json({}, 200);
    logger.info({ payment_id: answer.payment.id, reason: 'merchant' }, 'approval refused');
    return c.json({ reason: merchant.reason }, 409);
  });

  return app;
}
