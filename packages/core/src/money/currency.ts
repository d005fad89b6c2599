/**
 * Minor-unit exponents of ISO 4217 (list one, as published 2026-01-01): how many decimal digits one major unit has.
 * Currencies with the usual two digits are named too, so that an unknown code is refused instead of guessed. ANG and BGN
 * have left the list since 2025 and stay for older records; metals and other codes without a minor unit are no money here.
 */
const EXPONENTS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW ' +
    'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN ' +
    'NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC ' +
    'SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const exponentByCurrency = new Map<string, number>(
  Object.entries(EXPONENTS).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code) => [code, Number(exponent)] as const),
  ),
);

/** An ISO 4217 code in capitals that this build knows the exponent of. */
export type CurrencyCode = string & { readonly __currency: true };

export function isCurrencyCode(value: string): value is CurrencyCode {
  return exponentByCurrency.has(value);
}

/** @throws RangeError when the code is not a known ISO 4217 code in capitals */
export function currencyCode(value: string): CurrencyCode {
  if (!isCurrencyCode(value)) throw new RangeError(`unknown currency ${JSON.stringify(value)}`);
  return value;
}

/** Number of decimal digits of one major unit: KRW 0, USD 2, KWD 3. */
export function currencyExponent(currency: CurrencyCode): number {
  return exponentByCurrency.get(currency) as number;
}

/** Every known code, sorted. */
export function knownCurrencies(): CurrencyCode[] {
  return [...exponentByCurrency.keys()].sort() as CurrencyCode[];
}
