import type { ReferenceTable } from '@hangil/core';

/** Card companies by the code of `card_code`, from the provider's card table; the last domestic one is only named in its guides. */
const cards: readonly (readonly [code: string, ko: string, en: string])[] = [
  ['361', 'BC', 'BC'],
  ['381', 'KB국민', 'KB Kookmin'],
  ['367', '현대', 'Hyundai'],
  ['365', '삼성', 'Samsung'],
  ['368', '롯데', 'Lotte'],
  ['371', 'NH', 'NH'],
  ['041', '우리', 'Woori'],
  ['374', '하나', 'Hana (HanaSK)'],
  ['045', '새마을', 'MG'],
  ['373', '제주', 'Jeju'],
  ['364', '광주', 'Gwangju'],
  ['366', '신한', 'Shinhan'],
  ['002', '산업', 'KDB'],
  ['369', '수협', 'Suhyup'],
  ['048', '신협', 'Shinhyup'],
  ['370', '씨티', 'Citi'],
  ['071', '우체국', 'Korea Post'],
  ['089', 'K뱅크', 'K bank'],
  ['372', '전북', 'Jeonbuk'],
  ['090', '카카오뱅크', 'KakaoBank'],
  ['092', '토스뱅크', 'Toss Bank'],
  ['10001', '유니온페이', 'UnionPay'],
  ['10002', '다이너스', 'Diners'],
  ['10003', '아메리칸 익스프레스', 'American Express'],
  ['10004', '마스터카드', 'Mastercard'],
  ['10005', '비자', 'Visa'],
  ['10006', 'JCB', 'JCB'],
];

/** What older modules say instead. */
const olderCodes: Readonly<Record<string, string>> = {
  '10001': 'UNI',
  '10002': 'DIN',
  '10003': 'AMX',
  '10004': 'MAS',
  '10005': 'VIS',
  '10006': 'JCB',
};

export const cardTable: ReferenceTable = {
  rows: cards.map(([code, ko, en]) => ({
    code,
    name: { ko, en },
    providerCodes: [code, olderCodes[code]]
      .filter((word) => word !== undefined)
      .map((word) => ({ pg: null, code: word })),
  })),
  source: 'card code page of the official guide',
  asOf: '2026-08-31',
};
