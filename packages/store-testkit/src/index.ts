export { type Builders, createBuilders } from './builders.ts';
export { describeStore, type OpenStore } from './describe-store.ts';
export { countUp, testAccount, testChannel, testCurrency, testScope } from './sequence.ts';
export { buildWholePayment, countParts } from './whole-payment.ts';
