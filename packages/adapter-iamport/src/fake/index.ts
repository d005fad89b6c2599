export { createFakeIamport, type FakeIamportOptions } from './fake-iamport.ts';
