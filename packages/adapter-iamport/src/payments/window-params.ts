import { money, type StartPaymentRequest } from '@hangil/core';
import type { WindowOptions } from '../options/window-options.ts';
import type { IamportChannel } from '../settings.ts';
import { gatewayRowOf } from '../tables/gateways/index.ts';
import { toPayMethod, type WindowMethod } from '../tables/pay-methods.ts';
import { accountWindowFields } from './account-window.ts';
import type { Charge } from './charge.ts';
import { orderFields, shortenedToBytes, toMajorNumber } from './order-fields.ts';

/** Where the provider's own calls go. */
export interface CallbackAddresses {
  readonly notice: string;
  /** Asked before the money is taken, where the channel has the confirm process. */
  readonly approval: string;
}

/** Parameters of `IMP.request_pay`. */
export function windowParams(
  charge: Charge,
  method: WindowMethod,
  options: WindowOptions,
  addresses: CallbackAddresses,
): Record<string, unknown> {
  const { request, channel } = charge;
  const { returnUrl, customer } = request;
  return {
    ...selectorOf(channel),
    pay_method: options.pay_method ?? toPayMethod(method, channel.pg),
    ...orderFields(request),
    ...(gatewayRowOf(channel.pg)?.currencyIsRequired ? { currency: request.amount.currency } : {}),
    ...(returnUrl === null ? {} : { m_redirect_url: returnUrl }),
    notice_url: options.notice_urls === undefined ? addresses.notice : [addresses.notice, ...options.notice_urls],
    ...(channel.confirmProcess ? { confirm_url: addresses.approval } : {}),
    ...(customer.language === null || customer.language === 'ko' ? {} : { language: customer.language }),
    ...accountWindowFields(method),
    ...optionFields(request, options),
    ...cardFields(options),
    ...naverFields(options),
    ...gatewayFields(charge, method, options),
  };
}

function selectorOf({ pg, channelKey }: IamportChannel) {
  return channelKey === null ? { pg } : { channelKey };
}

function optionFields({ amount }: StartPaymentRequest, options: WindowOptions) {
  const vatMinor = options.vat_amount;
  return given({
    escrow: options.escrow,
    digital: options.digital,
    vat_amount: vatMinor === undefined ? undefined : toMajorNumber(money(vatMinor, amount.currency)),
    app_scheme: options.app_scheme,
    popup: options.popup,
    custom_data: options.custom_data,
    buyer_addr: options.buyer_address,
    buyer_postcode: options.buyer_postcode,
    auth_mode: options.key_in_window === true ? 'key-in' : undefined,
    period: options.period,
    product_type: options.product_type,
    biz_num: options.biz_num,
    company: options.company,
    company_en: options.company_en,
    phone: options.carrier === undefined ? undefined : { carrier: options.carrier },
  });
}

function cardFields({ card }: WindowOptions) {
  if (card === undefined) return {};
  const { direct, detail, interest_free, use_installment } = card;
  const display = given({ card_quota: card.quotas, only_installment: card.only_installments });
  const choice = given({
    direct:
      direct === undefined ? undefined : given({ code: direct.code, quota: direct.quota, usePoint: direct.use_point }),
    detail,
    interest_free,
    useInstallment: use_installment,
  });
  return given({
    display: unlessEmpty(display),
    card: unlessEmpty(choice),
    useCardPoint: card.use_point,
    useFreeInterestFromMall: card.use_interest_free_of_mall,
    appCard: card.app_card_only,
  });
}

function naverFields({ naver }: WindowOptions) {
  if (naver === undefined) return {};
  return given({
    naverUseCfm: naver.use_confirmation_date,
    naverPopupMode: naver.popup,
    naverPurchaserName: naver.purchaser_name,
    naverChainId: naver.chain_id,
  });
}

/** What is named differently from PG to PG. */
function gatewayFields({ request, channel }: Charge, method: WindowMethod, options: WindowOptions) {
  const { id } = request.customer;
  const row = gatewayRowOf(channel.pg);
  const bytesMax = row?.orderName?.bytesMax;
  return given({
    name: bytesMax === undefined ? undefined : shortenedToBytes(request.orderName, bytesMax),
    [row?.productsField ?? 'products']: options.products,
    customer_id: row?.takesCustomerId === true ? (id ?? undefined) : undefined,
    uiType: row?.uiType,
    bypass: withShopUser(row?.shopUserMethods?.includes(method.type) === true ? id : null, options.bypass),
  });
}

/** Some PGs want to know which of the merchant's users pays; the customer's id is that, unless the merchant says otherwise. */
function withShopUser(customerId: string | null, bypass: WindowOptions['bypass']) {
  return customerId === null ? bypass : { shop_user_id: customerId, ...bypass };
}

function given<Fields extends object>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function unlessEmpty(fields: object): object | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}
