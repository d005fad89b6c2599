export { createFakeEcommpay, type FakeEcommpayOptions } from './fake-ecommpay.ts';
