export { androidQueries, infoPlist } from './generate.ts';
export { type PaymentApp, paymentApps } from './payment-apps.ts';
