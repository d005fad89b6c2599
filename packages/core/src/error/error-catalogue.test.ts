import { describe, expect, test } from 'vitest';
import { type ErrorCode, errorCatalogue } from './error-catalogue.ts';

const codes = Object.keys(errorCatalogue) as ErrorCode[];

describe.each(codes)('%s', (code) => {
  const { kind, title, message, action, retry } = errorCatalogue[code];

  test('has a title in English and a sentence in Korean', () => {
    expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(title).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
    expect(message.en).toBe(title);
    expect(message.ko).toMatch(/[가-힣].*\.$/);
  });

  test('says whose move it is and whether the call may be made again', () => {
    expect(['shopper_retry', 'shopper_other_method', 'merchant_fix_request', 'merchant_contact_pg', 'wait']).toContain(
      action,
    );
    expect(['safe', 'after_lookup', 'never']).toContain(retry);
  });

  test('sends nobody to try again blindly when something may have happened', () => {
    if (kind === 'outcome_unknown' || kind === 'internal')
      expect({ retry, action }).toEqual({ retry: 'after_lookup', action: 'wait' });
  });
});

test('the same call may be made again only where nothing happened and nothing is wrong with it', () => {
  expect(codes.filter((code) => errorCatalogue[code].retry === 'safe')).toEqual([
    'idempotency_in_progress',
    'provider_unreachable',
    'service_unavailable',
  ]);
});

test('no two codes share a title', () => {
  const titles = codes.map((code) => errorCatalogue[code].title);
  expect(new Set(titles).size).toBe(titles.length);
});
