import Iamport from 'iamport';
import * as official from 'iamport-rest-client-nodejs';
import { Iamporter } from 'iamporter';

/** What the tests read of a payment, a registration, a key or a schedule. */
export interface Shown {
  readonly imp_uid: string;
  readonly merchant_uid: string;
  readonly customer_uid: string;
  readonly status: string;
  readonly amount: number;
  readonly cancel_amount: number;
  readonly fail_reason: string | null;
  readonly schedule_status: string;
}

/** One of the npm clients that others have written for this API, by the calls that all of them have. */
export interface Client {
  readonly name: string;
  byId(impUid: string): Promise<Shown>;
  byOrder(merchantUid: string): Promise<Shown>;
  byStatus(status: string): Promise<readonly Shown[]>;
  cancel(fields: object): Promise<Shown>;
  prepare(merchantUid: string, amount: number): Promise<Shown>;
  prepared(merchantUid: string): Promise<Shown>;
  onetime(fields: object): Promise<Shown>;
  again(fields: object): Promise<Shown>;
}

/** A client that can also have charges made later. */
export interface SchedulingClient extends Client {
  schedule(fields: object): Promise<readonly Shown[]>;
  unschedule(fields: object): Promise<readonly Shown[]>;
}

interface Keys {
  readonly host: string;
  readonly key: string;
  readonly secret: string;
}

type Call = (fields: object) => Promise<Shown>;
type ListCall = (fields: object) => Promise<readonly Shown[]>;

/** npm `iamport`: bare token, a second try after 401. */
export function openIamport({ host, key, secret }: Keys): SchedulingClient {
  Iamport.DEFAULT_HOST = host;
  const { payment, subscribe } = new Iamport({ impKey: key, impSecret: secret }) as {
    payment: Record<'getByImpUid' | 'getByMerchant' | 'cancel' | 'prepare' | 'getPrepare', Call> & {
      getByStatus(fields: object): Promise<{ readonly list: readonly Shown[] }>;
    };
    subscribe: Record<'onetime' | 'again', Call> & Record<'schedule' | 'unschedule', ListCall>;
  };
  return {
    name: 'iamport',
    byId: (imp_uid) => payment.getByImpUid({ imp_uid }),
    byOrder: (merchant_uid) => payment.getByMerchant({ merchant_uid }),
    byStatus: async (payment_status) => (await payment.getByStatus({ payment_status })).list,
    cancel: payment.cancel.bind(payment),
    prepare: (merchant_uid, amount) => payment.prepare({ merchant_uid, amount }),
    prepared: (merchant_uid) => payment.getPrepare({ merchant_uid }),
    onetime: subscribe.onetime.bind(subscribe),
    again: subscribe.again.bind(subscribe),
    schedule: subscribe.schedule.bind(subscribe),
    unschedule: subscribe.unschedule.bind(subscribe),
  };
}

/** npm `iamporter`: bare token, and no token at all once its own clock says that it has ended. */
export function openIamporter({ host, key, secret }: Keys): Client {
  const client = new Iamporter({ apiKey: key, secret, host }) as Record<
    string,
    (first: unknown, second?: unknown) => Promise<{ readonly data: Shown & { readonly list: readonly Shown[] } }>
  >;
  const call = async (name: string, first: unknown) => {
    const { data } = await (client[name] as NonNullable<(typeof client)[string]>).call(client, first);
    return data;
  };
  return {
    name: 'iamporter',
    byId: (impUid) => call('findByImpUid', impUid),
    byOrder: (merchantUid) => call('findByMerchantUid', merchantUid),
    byStatus: async (status) => (await call('findAllByStatus', status)).list,
    cancel: (fields) => call('cancel', fields),
    prepare: (merchant_uid, amount) => call('createPreparedPayment', { merchant_uid, amount }),
    prepared: (merchantUid) => call('getPreparedPayment', merchantUid),
    onetime: (fields) => call('payOnetime', fields),
    again: (fields) => call('paySubscription', fields),
  };
}

export interface OfficialAnswer<Response> {
  readonly status: number;
  readonly data: { readonly response: Response; readonly failed?: readonly string[] };
}

type Requests = Readonly<
  Record<string, Readonly<Record<string, (fields: object) => { request(client: unknown): never }>>>
>;
const requests = official.Request as unknown as Requests;

/** npm `iamport-rest-client-nodejs`, the provider's own: `Bearer` and brackets in lists. */
export function openOfficial({ host, key, secret }: Keys) {
  const iamport = new official.Iamport({ apiKey: key, apiSecret: secret, baseUrl: host });
  const send = <Response>(family: string, name: string, fields: object): Promise<OfficialAnswer<Response>> => {
    const make = requests[family]?.[name];
    if (make === undefined) throw new Error(`the client has no ${family}.${name}`);
    return make(fields).request(iamport);
  };
  const item = async (family: string, name: string, fields: object) =>
    (await send<Shown>(family, name, fields)).data.response;
  const list = async (name: string, fields: object) =>
    (await send<readonly Shown[]>('Subscribe', name, fields)).data.response;
  const client: SchedulingClient = {
    name: 'iamport-rest-client-nodejs',
    byId: (imp_uid) => item('Payments', 'getByImpUid', { imp_uid }),
    byOrder: (merchant_uid) => item('Payments', 'getByMerchantUid', { merchant_uid, status: 'all' }),
    byStatus: async (status) => {
      const answer = await send<{ readonly list: readonly Shown[] }>('Payments', 'getByStatus', { status, limit: 100 });
      return answer.data.response.list;
    },
    cancel: (fields) => item('Payments', 'cancel', fields),
    prepare: (merchant_uid, amount) => item('Prepare', 'postAmount', { merchant_uid, amount }),
    prepared: (merchant_uid) => item('Prepare', 'getAmount', { merchant_uid }),
    onetime: (fields) => item('Subscribe', 'onetime', fields),
    again: (fields) => item('Subscribe', 'again', fields),
    schedule: (fields) => list('schedule', fields),
    unschedule: (fields) => list('unschedule', fields),
  };
  return { ...client, send };
}
