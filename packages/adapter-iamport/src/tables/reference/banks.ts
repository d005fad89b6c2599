import type { ReferenceTable } from '@hangil/core';

/**
 * Banks by KFTC code, with the code that each PG wants in its place when an account is issued or a refund goes to an account.
 * From the provider's page of bank codes per PG and the enumeration of its own client; of PGs that are not named nothing is known.
 */
const banks: readonly (readonly [code: string, ko: string, en: string])[] = [
  ['001', '한국은행', 'Bank of Korea'],
  ['002', '산업은행', 'Korea Development Bank (KDB)'],
  ['003', '기업은행', 'Industrial Bank of Korea (IBK)'],
  ['004', '국민은행', 'KB Kookmin Bank'],
  ['005', '외환은행', 'Korea Exchange Bank (KEB, merged into Hana)'],
  ['007', '수협', 'Suhyup Bank'],
  ['008', '수출입은행', 'Export-Import Bank of Korea'],
  ['011', '농협은행', 'NH NongHyup Bank'],
  ['012', '지역농축협', 'Local NongHyup / Chukhyup'],
  ['020', '우리은행', 'Woori Bank'],
  ['023', 'SC제일은행', 'SC First Bank'],
  ['027', '한국씨티은행', 'Citibank Korea'],
  ['031', '대구은행', 'Daegu Bank (now iM Bank)'],
  ['032', '부산은행', 'Busan Bank'],
  ['034', '광주은행', 'Gwangju Bank'],
  ['035', '제주은행', 'Jeju Bank'],
  ['037', '전북은행', 'Jeonbuk Bank'],
  ['039', '경남은행', 'Kyongnam Bank'],
  ['045', '새마을금고', 'Korean Federation of Community Credit Cooperatives (MG)'],
  ['048', '신협', 'Shinhyup (credit unions)'],
  ['050', '상호저축은행', 'Savings banks'],
  ['052', '모건스탠리은행', 'Morgan Stanley Bank'],
  ['054', 'HSBC은행', 'HSBC'],
  ['055', '도이치은행', 'Deutsche Bank'],
  ['056', '알비에스은행', 'RBS PLC'],
  ['057', '제이피모간체이스은행', 'JPMorgan Chase Bank'],
  ['058', '미즈호은행', 'Mizuho Bank'],
  ['059', '미쓰비시도쿄UFJ은행', 'MUFG Bank'],
  ['060', 'BOA은행', 'Bank of America'],
  ['061', '비엔피파리바은행', 'BNP Paribas'],
  ['062', '중국공상은행', 'ICBC'],
  ['063', '중국은행', 'Bank of China'],
  ['064', '산림조합', 'National Forestry Cooperative Federation'],
  ['065', '대화은행', 'United Overseas Bank'],
  ['066', '교통은행', 'Bank of Communications'],
  ['071', '우체국', 'Korea Post'],
  ['076', '신용보증기금', 'Korea Credit Guarantee Fund'],
  ['077', '기술보증기금', 'KIBO'],
  ['081', '하나은행', 'Hana Bank'],
  ['088', '신한은행', 'Shinhan Bank'],
  ['089', '케이뱅크', 'K bank'],
  ['090', '카카오뱅크', 'KakaoBank'],
  ['092', '토스뱅크', 'Toss Bank'],
  ['093', '한국주택금융공사', 'Korea Housing Finance Corporation'],
  ['094', '서울보증보험', 'Seoul Guarantee Insurance'],
  ['095', '경찰청', 'National Police Agency'],
  ['096', '한국전자금융', 'NICE (ATM operator)'],
  ['099', '금융결제원', 'KFTC'],
];

/** Banks that the PGs of the table know by name. */
const listed = [
  '004',
  '023',
  '039',
  '034',
  '003',
  '011',
  '031',
  '032',
  '002',
  '045',
  '007',
  '088',
  '048',
  '081',
  '020',
  '071',
  '037',
  '012',
  '090',
  '089',
  '027',
  '092',
];

/** How a PG writes the code of a bank, for the banks it has. */
const pgCodes: Readonly<Record<string, readonly (readonly [bank: string, code: string])[]>> = {
  kcp: listed.map((bank) => [bank, `BK${bank.slice(1)}`]),
  html5_inicis: listed.map((bank) => [bank, bank.slice(1)]),
  daou: [
    ['004', '04'],
    ['023', '11'],
    ['003', '03'],
    ['011', '08'],
    ['032', '15'],
    ['088', '10'],
    ['005', '05'],
    ['020', '09'],
    ['071', '31'],
    ['081', '12'],
  ],
  tosspayments: listed.map((bank) => [bank, bank]),
  danal: listed.map((bank) => [bank, bank]),
  nice: listed.map((bank) => [bank, bank]),
  kicc: listed.map((bank) => [bank, bank]),
  smartro: listed.map((bank) => [bank, bank]),
  settle: listed.map((bank) => [bank, bank]),
  nice_v2: ['004', '023', '034', '003', '011', '031', '032', '088', '081', '020', '071', '089'].map((bank) => [
    bank,
    bank,
  ]),
  welcome: ['004', '034', '039', '003', '031', '032', '007', '088', '081', '020', '037', '089'].map((bank) => [
    bank,
    bank,
  ]),
};

export const bankTable: ReferenceTable = {
  rows: banks.map(([code, ko, en]) => ({ code, name: { ko, en }, providerCodes: codesOf(code) })),
  source: 'page of bank codes per PG, and the enumeration of the official Node client',
  asOf: '2026-08-31',
};

function codesOf(bank: string) {
  return Object.entries(pgCodes).flatMap(([pg, codes]) =>
    codes.filter(([ours]) => ours === bank).map(([, code]) => ({ pg, code })),
  );
}
