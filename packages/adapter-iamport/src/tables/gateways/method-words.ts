import type { GatewayRow } from './gateway-row.ts';

/** Values of `pay_method` in the words of `method.type`; what is missing is a wallet of that name. */
const methodWords: Readonly<Record<string, string>> = {
  card: 'card',
  trans: 'bank_transfer',
  vbank: 'virtual_account',
  phone: 'mobile',
  cvs: 'convenience_store',
  point: 'point',
  cultureland: 'gift_certificate/culture',
  culturegift: 'gift_certificate/culture',
  booknlife: 'gift_certificate/book',
  happymoney: 'gift_certificate/happy',
  smartculture: 'gift_certificate/smartculture',
  samsung: 'easy_pay/samsungpay',
  naverpay_card: 'easy_pay/naverpay',
  naverpay_point: 'easy_pay/naverpay',
  naverpay_bridge: 'easy_pay/naverpay',
  ssgpay_bank: 'easy_pay/ssgpay',
  tosspay_card: 'easy_pay/tosspay',
  tosspay_money: 'easy_pay/tosspay',
  alipay_plus: 'easy_pay/alipay',
};

/** Codes that are a wallet themselves: how they are named as one. */
const walletNames: Readonly<Record<string, string>> = {
  kakaopay: 'kakaopay',
  naverpay: 'naverpay',
  naverco: 'naverpay',
  payco: 'payco',
  tosspay: 'tosspay',
  tosspay_v2: 'tosspay',
  toss_brandpay: 'brandpay',
  kcp_quick: 'kcp_quick',
  smilepay: 'smilepay',
  chai: 'chai',
  paypal: 'paypal',
  paypal_v2: 'paypal',
  alipay: 'alipay',
};

/** The wallet that a PG is, or null. */
export function walletOf(code: string): string | null {
  return walletNames[code] ?? null;
}

export function toMethodWord(payMethod: string): string {
  return methodWords[payMethod] ?? `easy_pay/${payMethod}`;
}

/**
 * The methods of a PG in our words; null when no source says. Wallets and gift certificates stand there under the PG's own word,
 * too, because both may be asked for.
 */
export function methodsOf({ code, payMethods }: GatewayRow): readonly string[] | null {
  const wallet = walletOf(code);
  if (payMethods === null) return wallet === null ? null : [`easy_pay/${wallet}`];
  const listed = payMethods.split(' ').filter((payMethod) => payMethod !== '');
  const words = listed.flatMap((payMethod) => {
    const word = toMethodWord(payMethod);
    const [type, narrowing] = word.split('/');
    return narrowing === undefined || narrowing === payMethod ? [word] : [word, `${type}/${payMethod}`];
  });
  return [...new Set(wallet === null ? words : [...words, `easy_pay/${wallet}`])];
}
