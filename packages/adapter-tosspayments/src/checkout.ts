import type { CheckoutPort } from '@hangil/core';

/** Without addresses in the params the window is a frame whose promise tells the end; with them the page comes back with a query. */
export const checkout: CheckoutPort = {
  openWindow: `(action, done) => {
  const { clientKey, customerKey } = action.init;
  TossPayments(clientKey).payment({ customerKey }).requestPayment(action.params).then(done, (problem) => done({ code: problem.code }));
}`,
  returnedPaymentId: ({ paymentKey }) => (typeof paymentKey === 'string' && paymentKey !== '' ? paymentKey : null),
};
