/**
 * The browser script: defines `window.IMP` with the calls of the provider's script that open a payment. On a wide screen the
 * window is a frame over the page and the callback gets the result; on a narrow one, or with `popup`, the whole page goes to the
 * window and comes back to `m_redirect_url`.
 *
 * @param publicUrl - where the browser reaches the fake
 */
export function sdkScript(publicUrl: string): string {
  return `(function () {
  'use strict';
  var base = ${JSON.stringify(publicUrl.replace(/\/+$/, '')).replaceAll('<', '\\u003c')};
  var userCode = null;
  var isOpen = false;

  function refuse(params, message, callback) {
    if (typeof callback !== 'function') return;
    callback({ imp_uid: null, merchant_uid: params.merchant_uid || null, success: false, error_code: 'F0001', error_msg: message });
  }

  function address(params, mode) {
    var query = new URLSearchParams({ mode: mode, origin: location.origin, request: JSON.stringify(params) });
    return base + '/window/' + (mode === 'certification' ? mode : 'iamport') + '?' + query.toString();
  }

  function openFrame(params, callback, mode) {
    var before = document.activeElement;
    var frame = document.createElement('iframe');
    frame.title = '결제창 Payment window';
    frame.src = address(params, mode);
    frame.style.cssText = 'width:min(460px,100%);height:min(560px,100%);border:0;border-radius:12px;background:Canvas';
    var overlay = document.createElement('div');
    overlay.id = 'iamport-window';
    overlay.setAttribute('role', 'dialog');
    overlay.setAttribute('aria-modal', 'true');
    overlay.setAttribute('aria-label', frame.title);
    overlay.style.cssText = 'position:fixed;inset:0;z-index:2147483647;display:grid;place-items:center;background:rgb(0 0 0 / 55%)';
    overlay.appendChild(frame);

    function receive(event) {
      if (event.source !== frame.contentWindow || !event.data || event.data.source !== 'iamport') return;
      window.removeEventListener('message', receive);
      overlay.remove();
      isOpen = false;
      if (before && before.focus) before.focus();
      if (typeof callback === 'function') callback(event.data.result);
    }

    window.addEventListener('message', receive);
    document.body.appendChild(overlay);
    isOpen = true;
    frame.addEventListener('load', function () { frame.focus(); });
  }

  window.IMP = {
    init: function (code) { userCode = code; },
    agency: function (code) { userCode = code; },
    loadUI: function (uiType, params, callback) { window.IMP.request_pay(params, callback); },
    request_pay: function (params, callback) {
      if (!userCode) return refuse(params, 'IMP.init is needed first', callback);
      if (isOpen) return refuse(params, 'A payment window is open already', callback);
      var goesAway = params.m_redirect_url && (params.popup === true || window.innerWidth < 768);
      if (goesAway) location.assign(address(params, 'redirect'));
      else openFrame(params, callback, 'frame');
    },
    certification: function (params, callback) {
      if (!userCode) return refuse(params, 'IMP.init is needed first', callback);
      if (isOpen) return refuse(params, 'A window is open already', callback);
      openFrame(params, callback, 'certification');
    }
  };
})();
`;
}
