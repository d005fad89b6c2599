import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hourMs } from '@hangil/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { type CollectedSpan, startTraceCollector, type TraceCollector } from './support/trace-collector.ts';
import { answerWith, startWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.ts';

let collector: TraceCollector;
let receiver: WebhookReceiver;
beforeEach(async () => {
  collector = await startTraceCollector();
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await receiver.close();
  await collector.close();
});

function start(variables: Readonly<Record<string, string>>): Promise<TestGateway> {
  const endpoint = `[{ url: '${receiver.url}', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, events: ['payment.*'] }]`;
  return startTestGateway({ variables, webhookEndpoints: endpoint });
}

const shopTrace = '0af7651916cd43dd8448eb211c80319c';
const shopSpan = 'b7ad6b7169203331';
const traceparent = `00-${shopTrace}-${shopSpan}-01`;

function one(spans: readonly CollectedSpan[], name: string, parent?: CollectedSpan): CollectedSpan {
  const found = spans.filter((span) => span.name === name && (!parent || span.parentSpanId === parent.spanId));
  expect([name, found.length]).toEqual([name, 1]);
  return found[0] as CollectedSpan;
}

const arrived = (count: number) => expect.poll(() => receiver.got.length, { timeout: 8_000 }).toBe(count);

describe('with a collector', () => {
  it('one trace leads from the shop’s request over the provider to the webhook, also after a restart', async () => {
    receiver.answer = answerWith(503);
    const gateway = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'pay' });
    const { body: payment } = await gateway.post('/v1/payments', keyInPayment(), { headers: { traceparent } });
    const answered = async () => (await gateway.get('/v1/webhook_deliveries')).body.data[0]?.response_status;
    await expect.poll(answered).toBe(503);
    receiver.answer = (response) => void response.end();
    await gateway.restart();
    gateway.simulator.clock.advance(hourMs);
    await expect.poll(answered).toBe(200);
    await gateway.close();

    const spans = collector.spans().filter(({ traceId }) => traceId === shopTrace);
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['pay']));
    const request = one(spans, 'POST /v1/payments');
    expect(request).toMatchObject({ parentSpanId: shopSpan, kind: 2, failed: false });
    expect(request.notes).toEqual(['payment.paid']);
    expect(request.facts).toMatchObject({
      'http.route': '/v1/payments',
      'http.response.status_code': 201,
      'hangil.request_id': expect.stringMatching(/^req_/),
      'hangil.merchant_id': 'demo',
      'hangil.livemode': false,
      'hangil.resource_id': payment.id,
    });
    const call = one(spans, 'iamport payments.start', request);
    expect(call).toMatchObject({ kind: 3, failed: false });
    expect(call.facts).toEqual({
      'hangil.provider': 'iamport',
      'hangil.operation': 'payments.start',
      'hangil.reference': payment.attempts[0].reference,
      'hangil.channel_id': 'kcp-card',
      'hangil.outcome': 'succeeded',
    });
    const attempts = spans.filter(({ name, parentSpanId }) => name === 'webhook' && parentSpanId === request.spanId);
    expect(attempts.map(({ facts, failed }) => [facts['http.response.status_code'], failed])).toEqual([
      [503, true],
      [200, false],
    ]);
    expect(attempts[0]?.facts).toMatchObject({ 'hangil.event_type': 'payment.paid', 'hangil.subject_id': payment.id });
    expect(receiver.got.map(({ headers }) => headers.traceparent)).toEqual(
      attempts.map(({ spanId }) => `00-${shopTrace}-${spanId}-01`),
    );
    expect(spans).toHaveLength(4);
  });

  it('what a notice brings about is a job, with the question to the provider and the webhook below it', async () => {
    const gateway = await start({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces` });
    gateway.simulator.registerNoticeUrl('iamport', `${gateway.url()}/webhooks/iamport/iamport-main`);
    const { body: payment } = await gateway.post('/v1/payments', windowPayment());
    await gateway.simulator.fakes.iamport.shopper(payment.attempts[0].reference, 'approve');
    await expect.poll(() => receiver.got.map(({ body }) => body.type)).toContain('payment.paid');
    await gateway.close();

    const spans = collector.spans();
    const job = one(spans, 'job fold_provider_event');
    expect(job).toMatchObject({ kind: 1, parentSpanId: undefined, service: 'hangil' });
    expect(job.notes).toContain('payment.paid');
    one(spans, 'iamport payments.inquire', job);
    expect(one(spans, 'webhook', job).facts).toMatchObject({ 'hangil.event_type': 'payment.paid' });
    one(spans, 'POST /webhooks/:adapter/:provider_account_id');
  });

  it('log lines name the trace, the request and the payment', async () => {
    const gateway = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const { body: payment, headers } = await gateway.post('/v1/payments', keyInPayment());
    gateway.simulator.fakes.iamport.faults.inject('find', { kind: 'error_before', status: 500 });
    const lines = gateway.logText().trim().split('\n');
    const line = lines.map((each) => JSON.parse(each)).find(({ msg }) => msg === 'request');
    await gateway.close();
    const request = one(collector.spans(), 'POST /v1/payments');
    expect(line).toMatchObject({
      trace_id: request.traceId,
      request_id: headers.get('request-id'),
      resource_id: payment.id,
    });
  });

  it('sends what the collector asks for, follows no probes, and begins anew where the caller names nothing usable', async () => {
    const gateway = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=shop%20one,x-key=abc=',
    });
    for (const path of ['/livez', '/readyz', '/metrics']) await gateway.get(path, { key: null });
    await gateway.get('/v1/payments', { headers: { traceparent: `00-${'0'.repeat(32)}-${shopSpan}-01` } });
    await gateway.get('/v1/payments', { headers: { traceparent: 'nonsense' } });
    await gateway.close();
    expect(collector.headers[0]).toMatchObject({ 'x-tenant': 'shop one', 'x-key': 'abc=' });
    const spans = collector.spans().filter(({ kind }) => kind === 2);
    expect(spans.map(({ name }) => name)).toEqual(['GET /v1/payments', 'GET /v1/payments']);
    expect(spans.every(({ parentSpanId }) => parentSpanId === undefined)).toBe(true);
  });

  it('a trace that the caller does not keep is not sent', async () => {
    const gateway = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const notKept = traceparent.replace(/01$/, '00');
    await gateway.post('/v1/payments', keyInPayment(), { headers: { traceparent: notKept } });
    await arrived(1);
    await gateway.close();
    expect(receiver.got[0]?.headers.traceparent).toMatch(new RegExp(`^00-${shopTrace}-[0-9a-f]{16}-00$`));
    expect(collector.spans().filter(({ traceId }) => traceId === shopTrace)).toEqual([]);
  });
});

it('the library is not even loaded without a collector', () => {
  const index = fileURLToPath(new URL('../src/index.ts', import.meta.url));
  const loaded = (then: string) => {
    const script = `import { createRequire } from 'node:module';
      await import(${JSON.stringify(index)}); ${then}
      console.log(Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('@opentelemetry/sdk')).length > 0);`;
    const given = ['--conditions=@hangil/source', '--import', 'tsx', '--input-type=module', '-e', script];
    return execFileSync(process.execPath, given, { encoding: 'utf8' }).trim();
  };
  expect(loaded('')).toBe('false');
  const tracing = fileURLToPath(new URL('../src/tracing/open-telemetry.ts', import.meta.url));
  expect(loaded(`await import(${JSON.stringify(tracing)});`)).toBe('true');
});

it('without a collector nothing is sent and nothing is told to merchants', async () => {
  const gateway = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: 'true' });
  await gateway.post('/v1/payments', keyInPayment(), { headers: { traceparent } });
  await arrived(1);
  await gateway.close();
  expect(receiver.got[0]?.headers).not.toHaveProperty('traceparent');
  expect(collector.headers).toEqual([]);
});

it('a collector that is away keeps nobody waiting and is said in the log, without its address or headers', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '300');
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '50');
  await collector.close();
  const gateway = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=CANARY',
  });
  expect((await gateway.post('/v1/payments', keyInPayment())).status).toBe(201);
  await expect.poll(gateway.logText, { timeout: 8_000 }).toContain('traces could not be sent');
  await gateway.close();
  vi.unstubAllEnvs();
  expect(gateway.logText()).not.toContain('CANARY');
  collector = await startTraceCollector();
});

it('other ways of sending are refused with what to write instead', async () => {
  await expect(
    start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }),
  ).rejects.toThrow(/OTEL_EXPORTER_OTLP_ENDPOINT: must be an http or https URL\n.*PROTOCOL: must be http\/json/);
});
