import type { CheckoutPort } from '@hangil/core';

/** The window calls back where it was opened as a frame; on a phone the page leaves and comes back with a query. */
export const checkout: CheckoutPort = {
  openWindow: `(action, done) => {
  const { user_code: userCode, tier } = action.init;
  if (tier) IMP.agency(userCode, tier); else IMP.init(userCode);
  if (action.call === 'IMP.loadUI') IMP.loadUI(action.params.uiType, action.params, done);
  else IMP[action.call.split('.')[1]](action.params, done);
}`,
  returnedPaymentId: ({ imp_uid: impUid }) => (typeof impUid === 'string' && impUid !== '' ? impUid : null),
};
