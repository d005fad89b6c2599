import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotice } from './read-notice.ts';

const notice = { imp_uid: 'imp_123456789012', merchant_uid: 'op00000000000000000000000001', status: 'paid' };

function read(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return readNotice({ headers, body: bytes, receivedAt: new Date(0) });
}

function keyOf(fields: Record<string, string>): string {
  const reading = read(JSON.stringify(fields));
  return reading.kind === 'accepted' ? reading.eventKey : reading.reason;
}

describe('readNotice', () => {
  it('reads JSON and form fields alike, as a hint', () => {
    const json = read(JSON.stringify(notice), { 'content-type': 'application/json' });
    const form = read(new URLSearchParams(notice).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
    expect(json).toEqual(form);
    expect(json).toMatchObject({
      kind: 'accepted',
      subject: { reference: notice.merchant_uid, providerTransactionId: notice.imp_uid },
      content: { kind: 'hint' },
    });
  });

  it('does not depend on the content type', () => {
    expect(read(new URLSearchParams(notice).toString(), { 'content-type': 'application/json' }).kind).toBe('accepted');
  });

  it('gives one key to copies and different keys to different events', () => {
    const cancelled = { ...notice, status: 'cancelled' };
    const fields = [
      notice,
      { ...notice, status: 'ready' },
      { ...notice, imp_uid: 'imp_2' },
      { ...notice, merchant_uid: 'op2' },
      { ...cancelled, cancellation_id: 'c1' },
      { ...cancelled, cancellation_id: 'c2' },
      { ...notice, event: 'Inicis.Escrow.Changed' },
    ];
    expect(new Set(fields.map(keyOf)).size).toBe(fields.length);
    expect(keyOf({ ...notice, unrelated: 'x' })).toBe(keyOf(notice));
  });

  it.each([
    ['nothing', ''],
    ['another text', 'hello'],
    ['a list', '[]'],
    ['a notice without ids', '{"status":"paid"}'],
    ['ids of another type', JSON.stringify({ ...notice, imp_uid: 1 })],
    ['an id without end', JSON.stringify({ ...notice, imp_uid: 'i'.repeat(81) })],
    ['prototype keys', '{"__proto__":{"imp_uid":"i","merchant_uid":"m","status":"paid"}}'],
  ])('rejects %s as unreadable', (_, body) => {
    expect(read(body)).toEqual({ kind: 'rejected', reason: 'unreadable' });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        expect(() => read(body)).not.toThrow();
      }),
    );
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyText, anyText, anyText, (imp_uid, merchant_uid, status) => {
        expect(() => read(JSON.stringify({ imp_uid, merchant_uid, status }))).not.toThrow();
      }),
    );
    expect(read('{"imp_uid":"\\ud800","merchant_uid":"m","status":"paid"}').kind).toBe('accepted');
  });
});
