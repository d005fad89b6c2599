/**
 * Banks by the two characters of `bankCode` (API version 2022-11-16 and later), with the three-digit clearing code of our API. Only
 * banks whose three digits are known; from the provider's code table as its clients carry it (2026).
 */
const banks: readonly (readonly [tossCode: string, kftcCode: string, name: string])[] = [
  ['02', '002', 'KDB산업은행'],
  ['03', '003', 'IBK기업은행'],
  ['06', '004', 'KB국민은행'],
  ['07', '007', 'Sh수협은행'],
  ['11', '011', 'NH농협은행'],
  ['12', '012', '단위농협(지역농축협)'],
  ['20', '020', '우리은행'],
  ['23', '023', 'SC제일은행'],
  ['27', '027', '씨티은행'],
  ['31', '031', 'DGB대구은행'],
  ['32', '032', '부산은행'],
  ['34', '034', '광주은행'],
  ['35', '035', '제주은행'],
  ['37', '037', '전북은행'],
  ['39', '039', '경남은행'],
  ['45', '045', '새마을금고'],
  ['48', '048', '신협'],
  ['54', '054', '홍콩상하이은행'],
  ['64', '064', '산림조합'],
  ['71', '071', '우체국예금보험'],
  ['81', '081', '하나은행'],
  ['88', '088', '신한은행'],
  ['89', '089', '케이뱅크'],
  ['90', '090', '카카오뱅크'],
  ['92', '092', '토스뱅크'],
];

/** The code the provider takes for a three-digit one, or null. */
export function toTossBank(kftcCode: string): string | null {
  return banks.find(([, known]) => known === kftcCode)?.[0] ?? null;
}

/** Our fields for the provider's code; a bank that is not in the table keeps what the provider wrote as its name. */
export function fromTossBank(tossCode: string): { readonly bankCode: string | null; readonly bankName: string } {
  const [, kftcCode = null, name = tossCode] = banks.find(([known]) => known === tossCode) ?? [];
  return { bankCode: kftcCode, bankName: name };
}
