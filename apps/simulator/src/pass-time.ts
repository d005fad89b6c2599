import type { FakeProvider } from '@hangil/adapter-testkit';

/** Lets every provider do what has become due by the clock. */
export async function passTime(fakes: Readonly<Record<string, FakeProvider>>): Promise<void> {
  await Promise.all(Object.values(fakes).map((fake) => fake.passTime?.()));
}
