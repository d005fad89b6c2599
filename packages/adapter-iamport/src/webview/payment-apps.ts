/** An app that a payment window may open from inside an app of the merchant. */
export interface PaymentApp {
  /** Korean, as shoppers know it. */
  readonly name: string;
  readonly use: 'authentication' | 'app_card' | 'wallet' | 'bank' | 'security' | 'store';
  /** URL scheme on iOS; null where none is known. */
  readonly iosScheme: string | null;
  /** Package on Android; null where none is known. */
  readonly androidPackage: string | null;
}

function app(
  use: PaymentApp['use'],
  name: string,
  iosScheme: string | null,
  androidPackage: string | null = null,
): PaymentApp {
  return { use, name, iosScheme, androidPackage };
}

/**
 * Apps of card companies, banks and wallets of Korea, from the set-up pages of the provider's app modules (iOS) and of PG modules
 * (Android), read on 2026-11-25. Card companies add and rename apps; an app that is missing cannot be opened from a WebView.
 */
export const paymentApps: readonly PaymentApp[] = [
  app('authentication', 'ISP/페이북', 'ispmobile', 'kvp.jjy.MispAndroid320'),
  app('authentication', '뱅크페이 (계좌이체)', 'kftc-bankpay', 'com.kftc.bankpay.android'),
  app('app_card', '현대카드 앱카드', 'hdcardappcardansimclick', 'com.hyundaicard.appcard'),
  app('app_card', '현대카드', 'hyundaicardappcardid'),
  app('authentication', '현대카드 공동인증서', 'smhyundaiansimclick', 'com.lumensoft.touchenappfree'),
  app('app_card', '신한카드 앱카드', 'shinhan-sr-ansimclick', 'com.shcard.smartpay'),
  app('authentication', '신한카드 공동인증서', 'smshinhanansimclick', 'com.shinhancard.smartshinhan'),
  app('app_card', 'KB Pay', 'kb-acp', 'com.kbcard.cxh.appcard'),
  app('authentication', 'KB 인증', 'kb-auth'),
  app('bank', 'Liiv', 'liivbank', 'com.kbstar.liivbank'),
  app('bank', 'Liiv Reboot', null, 'com.kbstar.reboot'),
  app('app_card', '삼성카드 앱카드', 'mpocket.online.ansimclick', 'kr.co.samsungcard.mpocket'),
  app('app_card', '삼성카드 온라인결제', 'ansimclickscard'),
  app('app_card', '삼성카드 온라인결제', 'ansimclickipcollect'),
  app('authentication', '삼성카드 공동인증서', 'scardcertiapp'),
  app('security', '삼성카드 백신', 'vguardstart', 'kr.co.shiftworks.vguardweb'),
  app('wallet', '삼성페이', 'samsungpay', 'com.samsung.android.spay'),
  app('wallet', '삼성페이 미니', null, 'com.samsung.android.spaylite'),
  app('app_card', '롯데카드 앱카드', 'lotteappcard', 'com.lcacApp'),
  app('app_card', '롯데카드 모바일결제', 'lottesmartpay'),
  app('app_card', '하나카드 앱카드', 'cloudpay', 'com.hanaskcard.paycla'),
  app('authentication', '하나카드 인증', 'hanamopmoasign'),
  app('wallet', '하나멤버스', 'hanawalletmembers', 'kr.co.hanamembers.hmscustomer'),
  app('app_card', 'NH농협카드 앱카드', 'nhappcardansimclick'),
  app('authentication', 'NH농협카드 공동인증서', 'nonghyupcardansimclick'),
  app('app_card', 'NH 올원페이', 'nhallonepayansimclick', 'nh.smart.nhallonepay'),
  app('app_card', '씨티카드 앱카드', 'citispay'),
  app('authentication', '씨티카드 공동인증서', 'citicardappkr'),
  app('app_card', '씨티모바일', 'citimobileapp', 'kr.co.citibank.citimobile'),
  app('app_card', '우리페이', 'wooripay', 'com.wooricard.wpay'),
  app('app_card', '우리WON카드', 'com.wooricard.wcard', 'com.wooricard.smartapp'),
  app('bank', '우리WON뱅킹', 'newsmartpib', 'com.wooribank.smart.npib'),
  app('wallet', '카카오톡', 'kakaotalk', 'com.kakao.talk'),
  app('wallet', '네이버', 'naversearchapp', 'com.nhn.android.search'),
  app('wallet', '토스', 'supertoss', 'viva.republica.toss'),
  app('wallet', '페이코', 'payco', 'com.nhnent.payapp'),
  app('wallet', 'L.PAY', 'lpayapp', 'com.lotte.lpay'),
  app('wallet', 'L.POINT', 'lmslpay', 'com.lottemembers.android'),
  app('wallet', 'SSGPAY', null, 'com.ssg.serviceapp.android.egiftcertificate'),
  app('wallet', 'LG페이', null, 'com.lge.lgpay'),
  app('wallet', '페이나우', 'lguthepay-xpay'),
  app('wallet', '차이', 'chaipayment'),
  app('security', 'mVaccine', null, 'com.TouchEn.mVaccine.webs'),
  app('security', 'V3 Mobile Plus', null, 'com.ahnlab.v3mobileplus'),
  app('store', 'App Store', 'itms-apps'),
];
