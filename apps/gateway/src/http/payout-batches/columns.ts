/** Columns of a file of payouts, in the order of the template. */
export const payoutColumns = [
  'reference',
  'amount',
  'currency',
  'bank_code',
  'provider_bank_id',
  'account_number',
  'holder_name',
  'customer_id',
  'customer_first_name',
  'customer_last_name',
  'customer_email',
  'customer_ip_address',
] as const;
export type PayoutColumn = (typeof payoutColumns)[number];

/** Korean names of the columns; the first of each is the one of the template. Spaces and case make no difference. */
const koreanNames: Readonly<Record<PayoutColumn, readonly string[]>> = {
  reference: ['지급번호', '참조번호', '주문번호'],
  amount: ['금액', '지급금액', '이체금액'],
  currency: ['통화', '통화코드'],
  bank_code: ['은행코드', '은행'],
  provider_bank_id: ['결제사은행번호', '결제사은행ID'],
  account_number: ['계좌번호', '입금계좌번호'],
  holder_name: ['예금주', '예금주명'],
  customer_id: ['고객번호', '고객ID', '고객아이디'],
  customer_first_name: ['고객이름', '이름'],
  customer_last_name: ['고객성', '성'],
  customer_email: ['고객이메일', '이메일'],
  customer_ip_address: ['고객IP', 'IP주소', '고객IP주소'],
};

const columnByName: ReadonlyMap<string, PayoutColumn> = new Map(
  payoutColumns.flatMap((column) => [column, ...koreanNames[column]].map((name) => [plain(name), column] as const)),
);

/** The column a header means, in English or Korean, or null. */
export function columnOf(header: string): PayoutColumn | null {
  return columnByName.get(plain(header)) ?? null;
}

function plain(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');
}

/** What a parameter of `POST /v1/payouts` is called in the file. */
export function columnOfParam(param: string): string {
  const column = param.replace(/^destination\./, '').replace(/^customer\./, 'customer_');
  return (payoutColumns as readonly string[]).includes(column) ? column : param;
}
