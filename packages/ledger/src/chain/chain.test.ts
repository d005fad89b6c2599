import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builders, chained, context, won } from '../../test/samples.ts';
import { canonicalText, chainProblem, genesis, nextLink } from './chain.ts';
import { sha256 } from './sha256.ts';

const sale = builders.paymentSold(won(10_000));

describe('the chain', () => {
  test('canonical text is one line of JSON with everything an entry says', () => {
    const text = canonicalText(builders.manual(won(10_000)), 7, 1_772_326_802_000_001);
    expect(text).toBe(
      '["hangil-journal-1",7,1772326802000001,"je_1","demo",false,"manual","manual:mje_1","2026-03-01T01:00:00.000Z",' +
        '"2026-03-01T01:00:02.000Z",null,null,null,null,null,null,["kim","lee","agreed by telephone"],' +
        '[["asset:pg:acme:acme-card","debit",10000,"KRW","posted"],["liab:merchant:demo:pending","credit",10000,"KRW","posted"]]]',
    );
  });

  test('canonical text is what JSON makes of the same values, whatever text they hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '"', '\\', '\u2028', '\ud800', '한글 "인용"'),
    );
    fc.assert(
      fc.property(text, text, text, fc.option(text), (id, sourceKey, account, paymentId) => {
        const lines = sale.lines.map((line) => ({ ...line, account: account as never }));
        const entry = { ...sale, id: id as never, sourceKey, paymentId: paymentId as never, lines };
        const { effectiveAt, recordedAt, merchantId, livemode, kind } = entry;
        const about = [paymentId, null, null, null, null, null, null];
        const shown = lines.map(({ side, amountMinor, currency, layer }) => [
          account,
          side,
          amountMinor,
          currency,
          layer,
        ]);
        expect(canonicalText(entry, 7, 8)).toBe(
          JSON.stringify([
            ...['hangil-journal-1', 7, 8, id, merchantId, livemode, kind, sourceKey, effectiveAt, recordedAt],
            ...about,
            shown,
          ]),
        );
      }),
    );
  });

  test('a link hashes the hash before it and the canonical text', () => {
    const link = nextLink(genesis, sale);
    expect(link).toEqual({
      number: 1,
      recordedAtMicroseconds: context.recordedAt.getTime() * 1_000,
      hash: sha256(`${'0'.repeat(64)}\n${canonicalText(sale, 1, context.recordedAt.getTime() * 1_000)}`),
    });
    expect(chainProblem(genesis, { ...sale, link })).toBeNull();
  });

  test('recorded times rise strictly whatever the clock does, and never fall behind it', () => {
    const clocks = fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_050 }), { minLength: 2 });
    fc.assert(
      fc.property(clocks, (instants) => {
        const entries = chained(instants.map((instant) => ({ ...sale, recordedAt: new Date(instant) })));
        const times = entries.map(({ link }) => link.recordedAtMicroseconds);
        expect(times.every((time, at) => at === 0 || time > (times[at - 1] as number))).toBe(true);
        expect(times.every((time, at) => time >= (instants[at] as number) * 1_000)).toBe(true);
      }),
    );
  });
});
