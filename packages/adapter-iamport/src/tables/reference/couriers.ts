import { type Courier, courierCodes, couriers, type ReferenceTable } from '@hangil/core';

/** Couriers in the words of escrow calls, the same for every PG. A word that is not known is taken as ETC by the provider. */
export const courierWords: Readonly<Record<Courier, string>> = {
  cj_logistics: 'CJGLS',
  lotte: 'HYUNDAI',
  hanjin: 'HANJIN',
  korea_post: 'EPOST',
  logen: 'KGB',
  daesin: 'DAESIN',
  dongbu: 'DONGBU',
  yellow_cap: 'YELLOWCAP',
  sc_logis: 'SAGAWA',
  hanaro: 'HANARO',
  other: 'ETC',
};

export const courierTable: ReferenceTable = {
  rows: courierCodes.map((code) => ({
    code,
    name: couriers[code],
    providerCodes: [{ pg: null, code: courierWords[code] }],
  })),
  source: 'courier codes of the API description',
  asOf: '2026-08-31',
};

/** Our word for a courier of the provider's; null for one that is not in the table. */
export function courierOf(word: string | null): Courier | null {
  return courierCodes.find((code) => courierWords[code] === word) ?? null;
}
