import { type PaymentApp, paymentApps } from './payment-apps.ts';

const schemePattern = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/**
 * What an iOS app that shows the payment window in a WebView puts into its Info.plist: its own scheme, under which card apps come
 * back, and the apps it may open.
 *
 * @param appScheme - the same as `provider_options.iamport.app_scheme`
 * @throws RangeError for what is no URL scheme
 */
export function infoPlist(appScheme: string, apps: readonly PaymentApp[] = paymentApps): string {
  if (!schemePattern.test(appScheme)) throw new RangeError('appScheme must be a URL scheme, letters first');
  const queries = apps.flatMap(({ iosScheme, name }) => (iosScheme === null ? [] : [string(iosScheme, name)]));
  return [
    '<key>CFBundleURLTypes</key>',
    '<array>',
    '  <dict>',
    '    <key>CFBundleURLSchemes</key>',
    '    <array>',
    `      <string>${appScheme}</string>`,
    '    </array>',
    '  </dict>',
    '</array>',
    '<key>LSApplicationQueriesSchemes</key>',
    '<array>',
    ...queries,
    '</array>',
    '',
  ].join('\n');
}

/** What an Android app that shows the payment window puts into its AndroidManifest.xml, for Android 11 and later. */
export function androidQueries(apps: readonly PaymentApp[] = paymentApps): string {
  const packages = apps.flatMap(({ androidPackage, name }) =>
    androidPackage === null ? [] : [`  <package android:name="${androidPackage}" /> <!-- ${name} -->`],
  );
  return ['<queries>', ...packages, '</queries>', ''].join('\n');
}

function string(scheme: string, name: string): string {
  return `  <string>${scheme}</string> <!-- ${name} -->`;
}
