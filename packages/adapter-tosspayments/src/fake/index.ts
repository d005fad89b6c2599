export { createFakeTosspayments, type FakeTosspaymentsOptions } from './fake-tosspayments.ts';
