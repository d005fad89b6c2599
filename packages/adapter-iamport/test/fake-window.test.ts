import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { booked, nextReference, openStage, type Stage } from './stage.ts';
import { openStranger } from './stranger.ts';

const parameters = { pg: 'kcp.T0000', pay_method: 'card', amount: 10_000, name: '파란 티셔츠' };

function open(stage: Stage, request: unknown, more: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({ request: JSON.stringify(request), origin: 'https://shop.example', ...more });
  return fetch(`${stage.fakeUrl}/window/iamport?${query}`, { redirect: 'manual' });
}

/** Presses a button as a browser does: sends the page's hidden fields to the button's address. */
async function press(page: Response, button: 'approve' | 'decline' | 'close'): Promise<Response> {
  const text = await page.text();
  const action = new RegExp(`id="${button}"[^>]*formaction="([^"]+)"`).exec(text)?.[1] ?? '';
  const fields = [...text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  return fetch(new URL(action, page.url), {
    method: 'POST',
    body: new URLSearchParams(fields as [string, string][]),
    redirect: 'manual',
  });
}

async function messageOf(page: Response) {
  const [, message = '', origin = ''] = /postMessage\((.+), (".*")\);/.exec(await page.text()) ?? [];
  return { ...JSON.parse(message), origin: JSON.parse(origin) };
}

describe('the simulated payment window', () => {
  it('pays on approval, tells the page around it and sends the notice to the address of the request', async () => {
    const stage = await openStage({}, { noticeUrl: () => null });
    const merchant_uid = nextReference();
    const page = await open(stage, { ...parameters, merchant_uid, notice_url: stage.eventUrl });
    const { source, result, origin } = await messageOf(await press(page, 'approve'));
    expect({ source, origin }).toEqual({ source: 'iamport', origin: 'https://shop.example' });
    const imp_uid = booked(stage, merchant_uid)?.providerPaymentId;
    expect(result).toEqual({ imp_uid, merchant_uid, success: true, error_code: null, error_msg: null });
    await stage.noticesArrived(1);
    const body = new TextDecoder().decode(stage.notices[0]?.body);
    expect(JSON.parse(body)).toEqual({ imp_uid, merchant_uid, status: 'paid' });
  });

  it('declines, and leaves the payment unfinished when closed', async () => {
    const stage = await openStage();
    const [declined, closed] = [nextReference(), nextReference()];
    const no = await messageOf(await press(await open(stage, { ...parameters, merchant_uid: declined }), 'decline'));
    expect(no.result).toMatchObject({ success: false, error_msg: '[8324] 카드 한도초과' });
    expect(booked(stage, declined)?.status).toBe('declined');
    const left = await messageOf(await press(await open(stage, { ...parameters, merchant_uid: closed }), 'close'));
    expect(left.result).toMatchObject({ success: false, error_msg: '사용자가 결제를 취소하셨습니다.' });
    expect(booked(stage, closed)?.status).toBe('waiting');
    expect(stage.notices).toEqual([]);
  });

  it('comes back by redirect where the page went away for it', async () => {
    const stage = await openStage();
    const merchant_uid = nextReference();
    const m_redirect_url = 'https://shop.example/return?order=1';
    const page = await open(stage, { ...parameters, merchant_uid, m_redirect_url }, { mode: 'redirect' });
    const answer = await press(page, 'approve');
    expect(answer.status).toBe(303);
    const target = new URL(answer.headers.get('location') ?? '');
    expect(Object.fromEntries(target.searchParams)).toEqual({
      order: '1',
      imp_uid: booked(stage, merchant_uid)?.providerPaymentId,
      merchant_uid,
      imp_success: 'true',
    });
  });

  it('never redirects to what is no web address', async () => {
    const stage = await openStage();
    const request = { ...parameters, merchant_uid: nextReference(), m_redirect_url: 'javascript:alert(1)' };
    expect((await press(await open(stage, request, { mode: 'redirect' }), 'approve')).status).toBe(200);
  });

  it.each([
    ['another amount than registered', { amount: 9_000 }, '사전 등록된 결제금액과 일치하지 않습니다.'],
    ['another currency than registered', { currency: 'USD' }, '사전 등록된 결제금액과 일치하지 않습니다.'],
    ['an amount as text', { amount: '10000' }, '결제금액(amount)은 숫자여야 합니다.'],
  ])('does not open for %s', async (_, changes, error_msg) => {
    const stage = await openStage();
    const merchant_uid = nextReference();
    const stranger = await openStranger(stage);
    await stranger.call('POST', '/payments/prepare', { merchant_uid, amount: 10_000, currency: 'KRW' });
    const { result } = await messageOf(await open(stage, { ...parameters, merchant_uid, ...changes }));
    expect(result).toEqual({ imp_uid: null, merchant_uid, success: false, error_code: 'F0001', error_msg });
    expect(booked(stage, merchant_uid)).toBeUndefined();
  });

  it('issues an account once the shopper has chosen a bank, and only once', async () => {
    const stage = await openStage();
    const merchant_uid = nextReference();
    const page = await open(stage, { ...parameters, pay_method: 'vbank', merchant_uid, vbank_due: '202603062359' });
    const text = await page.text();
    const shown = () => ({ url: page.url, text: async () => text }) as Response;
    for (const _ of [1, 2])
      expect((await messageOf(await press(shown(), 'approve'))).result).toMatchObject({
        success: true,
        error_msg: null,
      });
    await stage.noticesArrived(1);
    expect(stage.notices.map(({ body }) => JSON.parse(new TextDecoder().decode(body)).status)).toEqual(['ready']);
    expect(booked(stage, merchant_uid)?.status).toBe('waiting');
    await stage.fake.deposit(merchant_uid);
    expect(booked(stage, merchant_uid)?.status).toBe('paid');
  });

  it('opens often for one order, but is paid once', async () => {
    const stage = await openStage();
    const merchant_uid = nextReference();
    const [first, second] = await Promise.all([1, 2].map(() => open(stage, { ...parameters, merchant_uid })));
    await press(first as Response, 'approve');
    const late = await messageOf(await press(second as Response, 'approve'));
    expect(late.result.success).toBe(false);
    const again = await messageOf(await open(stage, { ...parameters, merchant_uid }));
    expect(again.result.error_msg).toBe('이미 결제가 완료된 주문번호입니다.');
    expect(booked(stage, merchant_uid)?.charges).toBe(1);
  });

  it('lets no text of the request become markup or script', async () => {
    const stage = await openStage();
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const opened = await open(
      stage,
      { ...parameters, merchant_uid: nextReference(), name: evil },
      { origin: `https://shop.example/${evil}` },
    );
    const page = await opened.text();
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    const refused = await open(stage, {
      ...parameters,
      amount: '1',
      merchant_uid: '</script><script>alert(1)</script>',
    });
    expect(await refused.text()).not.toContain('</script><script>alert');
  });

  it('takes nonsense for a refusal, not for a failure', async () => {
    const stage = await openStage();
    for (const address of ['/window/iamport', '/window/iamport?request=%7B', '/window/iamport?request=null']) {
      const page = await fetch(stage.fakeUrl + address);
      expect(page.status).toBe(200);
      expect((await messageOf(page)).result.success).toBe(false);
    }
    expect((await fetch(`${stage.fakeUrl}/window/iamport/imp_1/approve`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the browser script', () => {
  it('defines IMP and says no before IMP.init', async () => {
    const stage = await openStage();
    const answer = await fetch(`${stage.fakeUrl}/v1/iamport.js`);
    expect(answer.headers.get('content-type')).toContain('javascript');
    const window: { IMP?: { request_pay(params: object, callback: (result: unknown) => void): void } } = {};
    vm.runInNewContext(await answer.text(), { window });
    const results: unknown[] = [];
    window.IMP?.request_pay({ merchant_uid: 'op1' }, (result) => results.push(result));
    expect(results).toMatchObject([{ merchant_uid: 'op1', success: false }]);
  });
});
