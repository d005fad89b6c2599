import { Hono } from 'hono';
import { mountAccounts } from './account-routes.ts';
import { mountBillingKeys } from './billing-key-routes.ts';
import type { Books } from './books.ts';
import { mountCancel } from './cancel-routes.ts';
import { mountCertifications } from './certification-routes.ts';
import { type ChargeDecision, mountCharges } from './charge-routes.ts';
import { mountConsole } from './console-routes.ts';
import { mountCounters } from './counter-routes.ts';
import { failed } from './envelope.ts';
import { mountEscrow } from './escrow-routes.ts';
import { mountLookups } from './lookup-routes.ts';
import { mountNaverOrders } from './naver-order-routes.ts';
import type { Notify } from './notify.ts';
import { type Guard, withToken } from './operations.ts';
import { makeShowPayment } from './payment-json.ts';
import { mountPrepare } from './prepare-routes.ts';
import { mountReceipts } from './receipt-routes.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { mountSchedules } from './schedule-routes.ts';
import { createServiceBooks } from './service-books.ts';
import { mountSpecials } from './special-routes.ts';
import type { createTokenDesk } from './token-desk.ts';
import type { PaymentWindow } from './window.ts';
import { mountWindow } from './window-routes.ts';

interface AppParts {
  readonly books: Books;
  readonly guard: Guard;
  readonly tokenDesk: ReturnType<typeof createTokenDesk>;
  readonly window: PaymentWindow;
  readonly notify: Notify;
  readonly decision: () => ChargeDecision;
  readonly scheduleBook: ScheduleBook;
  readonly sandbox: boolean;
  readonly publicUrl: () => string;
}

/** The provider's HTTP face. Paths work with and without a trailing slash; every API answer is an envelope. */
export function createFakeApp(parts: AppParts): Hono {
  const { books, guard, tokenDesk, window, notify, decision, scheduleBook, sandbox, publicUrl } = parts;
  const show = makeShowPayment(books, { sandbox });
  const app = new Hono({ strict: false });

  mountWindow(app, { books, window, notify, publicUrl });
  tokenDesk.mount(app, guard);

  const needToken = withToken(guard, tokenDesk.authenticate);
  mountPrepare(app, needToken, books);
  mountCancel(app, needToken, { books, show, notify });
  mountCharges(app, needToken, { books, show, notify, decision });
  mountBillingKeys(app, needToken, books);
  mountSchedules(app, needToken, { books, scheduleBook, show });
  mountAccounts(app, needToken, { books, show, notify });
  mountCounters(app, needToken, { books, show, notify });
  mountSpecials(app, needToken, books);
  mountNaverOrders(app, needToken, books);
  mountLookups(app, needToken, { books, show, sandbox });
  const services = createServiceBooks();
  mountReceipts(app, needToken, books, services);
  mountCertifications(app, needToken, books, services);
  mountEscrow(app, needToken, books, services);
  mountConsole(app, needToken);

  app.notFound((context) => failed(context, 404, 'Not Found'));
  app.onError((_error, context) => failed(context, 500, 'Internal Server Error'));
  return app;
}
