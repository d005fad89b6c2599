import { describe, expect, it } from 'vitest';
import { androidQueries, infoPlist, paymentApps } from './index.ts';

/** iOS counts no more than these; apps beyond are as if they were not named. */
const iosSchemesMax = 50;

describe('apps that a payment window opens', () => {
  it('are each named by a scheme or a package of the right form, and none twice', () => {
    const schemes = paymentApps.flatMap(({ iosScheme }) => iosScheme ?? []);
    const packages = paymentApps.flatMap(({ androidPackage }) => androidPackage ?? []);
    expect(new Set(schemes).size).toBe(schemes.length);
    expect(new Set(packages).size).toBe(packages.length);
    expect(schemes.length).toBeLessThanOrEqual(iosSchemesMax);
    for (const scheme of schemes) expect(scheme).toMatch(/^[a-z][a-z0-9.-]*$/);
    for (const name of packages) expect(name).toMatch(/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/);
    for (const { iosScheme, androidPackage } of paymentApps) expect(iosScheme ?? androidPackage).not.toBeNull();
  });

  it('stand in Info.plist with the own scheme that they come back to', () => {
    const plist = infoPlist('myshop');
    expect(plist).toContain('<string>myshop</string>');
    const queries = plist.split('LSApplicationQueriesSchemes')[1] ?? '';
    for (const scheme of ['ispmobile', 'kftc-bankpay', 'kakaotalk', 'supertoss']) {
      expect(queries).toContain(`<string>${scheme}</string>`);
    }
    expect(plist.match(/<string>/g)).toHaveLength(1 + paymentApps.filter(({ iosScheme }) => iosScheme !== null).length);
  });

  it.each(['', '1shop', 'my shop', 'my"shop', '<x>'])('refuses %j as a scheme', (scheme) => {
    expect(() => infoPlist(scheme)).toThrow(RangeError);
  });

  it('stand in the queries of an Android manifest', () => {
    const queries = androidQueries();
    expect(queries.startsWith('<queries>\n')).toBe(true);
    expect(queries).toContain('<package android:name="kvp.jjy.MispAndroid320" />');
    expect(queries.match(/<package /g)).toHaveLength(
      paymentApps.filter(({ androidPackage }) => androidPackage !== null).length,
    );
  });
});
