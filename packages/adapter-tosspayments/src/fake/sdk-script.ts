/**
 * The browser script: `TossPayments(clientKey).payment({ customerKey }).requestPayment(params)`, and `requestBillingAuth(params)`, which always goes and comes back. With addresses in the params the
 * page goes to the window and comes back to one of them; without, the window is a frame and a promise tells the end.
 *
 * @param publicUrl - where the browser reaches the fake
 */
export function sdkScript(publicUrl: string): string {
  const base = JSON.stringify(publicUrl.replace(/\/+$/, '')).replaceAll('<', '\\u003c');
  return `(function () {
  'use strict';
  var base = ${base};

  function address(params) {
    return base + '/window?' + new URLSearchParams({ params: JSON.stringify(params) }).toString();
  }

  function openFrame(params) {
    return new Promise(function (resolve, reject) {
      var before = document.activeElement;
      var frame = document.createElement('iframe');
      frame.title = '결제창 Payment window';
      frame.src = address(params);
      frame.style.cssText = 'position:fixed;inset:0;margin:auto;width:min(420px,100%);height:min(480px,100%);z-index:2147483647;background:Canvas';
      function receive(event) {
        if (event.source !== frame.contentWindow || !event.data || event.data.source !== 'tosspayments') return;
        window.removeEventListener('message', receive);
        frame.remove();
        if (before && before.focus) before.focus();
        var end = event.data.end;
        if (!end.ok) return reject(Object.assign(new Error(end.told.message), { code: end.told.code }));
        resolve({ paymentKey: end.told.paymentKey, orderId: end.told.orderId, amount: { currency: 'KRW', value: end.told.amount } });
      }
      window.addEventListener('message', receive);
      document.body.appendChild(frame);
      frame.addEventListener('load', function () { frame.focus(); });
    });
  }

  window.TossPayments = function (clientKey) {
    if (!clientKey) throw new Error('clientKey is needed');
    return {
      payment: function (options) {
        return {
          requestBillingAuth: function (params) {
            var query = { customerKey: options.customerKey, successUrl: params.successUrl, failUrl: params.failUrl };
            location.assign(base + '/billing-window?' + new URLSearchParams(query).toString());
            return new Promise(function () {});
          },
          requestPayment: function (params) {
            if (!params.successUrl) return openFrame(params);
            location.assign(address(params));
            return new Promise(function () {});
          }
        };
      }
    };
  };
  window.TossPayments.ANONYMOUS = '@@ANONYMOUS';
})();
`;
}
