import { createFakeEcommpay } from '@hangil/adapter-ecommpay/fake';
import { createFakeIamport } from '@hangil/adapter-iamport/fake';
import type { FakeOptions, FakeProvider } from '@hangil/adapter-testkit';
import { createFakeTosspayments } from '@hangil/adapter-tosspayments/fake';

/** Every provider the simulator plays, under the path it is mounted at. */
export const fakeFactories = {
  iamport: createFakeIamport,
  ecommpay: createFakeEcommpay,
  tosspayments: createFakeTosspayments,
} as const satisfies Record<string, (options: FakeOptions) => FakeProvider>;

export type Fakes = { readonly [Id in keyof typeof fakeFactories]: FakeProvider };

export interface FakesOptions {
  readonly clock: FakeOptions['clock'];
  /** Where the simulator is reachable; asked at each use. */
  readonly url: () => string;
  /** Address for notices by provider, as registered in that provider's console; may be filled later. */
  readonly noticeUrls: ReadonlyMap<string, string>;
}

export function createFakes({ clock, url, noticeUrls }: FakesOptions): Fakes {
  const fakes = Object.entries(fakeFactories).map(([id, createFake]) => [
    id,
    createFake({ clock, publicUrl: () => `${url()}/${id}`, noticeUrl: () => noticeUrls.get(id) ?? null }),
  ]);
  return Object.fromEntries(fakes) as Fakes;
}
