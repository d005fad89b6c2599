import { describe, expect, it } from 'vitest';
import { parseEcommpayDate, toEcommpayDate } from './ecommpay-date.ts';

describe('dates', () => {
  it.each([
    '2019-10-16T09:41:26+0000',
    '2019-10-16T18:41:26+09:00',
    '2019-10-16T09:41:26Z',
    '2019-10-16 09:41:26+0000',
  ])('reads %s', (text) => {
    expect(parseEcommpayDate(text)).toEqual(new Date('2019-10-16T09:41:26Z'));
  });
  it.each([
    '',
    '2019-10-16',
    '2019-10-16T09:41:26',
    '2019-13-16T09:41:26+0000',
    '16.10.2019 09:41',
    '[195] operation_date',
  ])('has no instant for "%s"', (text) => {
    expect(parseEcommpayDate(text)).toBeNull();
  });
  it('writes whole seconds with an offset, and reads them back', () => {
    const text = toEcommpayDate(new Date('2026-03-04T02:00:00.500Z'));
    expect(text).toBe('2026-03-04T02:00:00+00:00');
    expect(parseEcommpayDate(text)).toEqual(new Date('2026-03-04T02:00:00Z'));
  });
});
