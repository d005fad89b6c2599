/** Banks at daou; one that is missing is not available there (provider's page of bank codes per PG, August 2026). */
const daou: Readonly<Record<string, string>> = {
  '003': '03',
  '004': '04',
  '005': '05',
  '011': '08',
  '020': '09',
  '023': '11',
  '032': '15',
  '071': '31',
  '081': '12',
  '088': '10',
};

/**
 * The PG's own code of a bank, as `vbank_code` and `refund_bank` want it in requests; answers have the three digits. PGs that are not named use the three digits of KFTC.
 *
 * @param bankCode - three digits of KFTC
 * @returns null for a bank that the PG is known not to have
 */
export function toGatewayBankCode(gateway: string | null, bankCode: string): string | null {
  switch (gateway) {
    case 'kcp':
      return `BK${bankCode.slice(1)}`;
    case 'html5_inicis':
    case 'inicis':
      return bankCode.slice(1);
    case 'daou':
      return daou[bankCode] ?? null;
    default:
      return bankCode;
  }
}
