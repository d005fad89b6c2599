/**
 * Banks of the payout method. `id` is ECommPay's, from the table of the page "Banks of Korea" (22 banks; it says that the table
 * changes without notice and differs between projects). `kftcCode` is the three-digit Korean
 * clearing code, as Korean payment companies list it (2026), where the name leaves no doubt.
 */
export interface EcommpayBank {
  readonly id: number;
  readonly name: string;
  readonly kftcCode: string | null;
}

export const banks: readonly EcommpayBank[] = [
  { id: 1376, name: 'Busan Bank', kftcCode: '032' },
  { id: 1476, name: 'Citibank Korea', kftcCode: '027' },
  { id: 1426, name: 'Credit Union', kftcCode: '048' },
  { id: 1366, name: 'Daegu Bank', kftcCode: '031' },
  { id: 1396, name: 'dmsgod Mutual Savings Bank', kftcCode: null },
  { id: 761, name: 'IBK', kftcCode: '003' },
  { id: 1456, name: 'Jeju Bank', kftcCode: '035' },
  { id: 1446, name: 'Jeonbuk Bank', kftcCode: '037' },
  { id: 1406, name: 'KakaoBank', kftcCode: '090' },
  { id: 1486, name: 'K Bank', kftcCode: '089' },
  { id: 1386, name: 'KDB', kftcCode: '002' },
  { id: 1466, name: 'KEB Hana Bank', kftcCode: '081' },
  { id: 771, name: 'Kookmin Bank', kftcCode: '004' },
  { id: 1356, name: 'Kwangju Bank', kftcCode: '034' },
  { id: 1346, name: 'Kyungnam Bank', kftcCode: '039' },
  { id: 781, name: 'Nonghyup Bank', kftcCode: '011' },
  { id: 1436, name: 'Post Bank', kftcCode: '071' },
  { id: 811, name: 'Saemaul Bank', kftcCode: '045' },
  { id: 801, name: 'SC First Bank', kftcCode: '023' },
  { id: 751, name: 'Shinhan Bank', kftcCode: '088' },
  { id: 1416, name: 'Suhyup Bank', kftcCode: '007' },
  { id: 791, name: 'Woori Bank', kftcCode: '020' },
];

const idByKftcCode: ReadonlyMap<string | null, number> = new Map(banks.map(({ kftcCode, id }) => [kftcCode, id]));

/** ECommPay's bank id for a three-digit KFTC code, or null where the table has none. */
export function bankIdOf(kftcCode: string | null): number | null {
  return kftcCode === null ? null : (idByKftcCode.get(kftcCode) ?? null);
}
