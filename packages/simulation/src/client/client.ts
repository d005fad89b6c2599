import { PaymentGatewayError, type ProviderAccountId, secondMs } from '@hangil/core';
import type { Answer, Engine, IdempotentRequest, StoredResponse } from '@hangil/engine';
import { type Life, ProcessDied } from '../life.ts';
import type { World } from '../world.ts';

/** What clients are shown of every object. */
export interface Shown {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** One answer a client got: what it showed, and between which times it was made. */
export interface Observation {
  readonly shown: Shown;
  readonly beganMs: number;
  readonly endedMs: number;
  /** Null for a look without a key. */
  readonly key: string | null;
  readonly isReplay: boolean;
  readonly body: string;
}

/** Everything that clients were told, kept outside the gateway. */
export interface Acknowledgements {
  readonly observations: Observation[];
  /** Requests that had an answer, to be made once more when all is over. */
  readonly repeats: { readonly key: string; readonly id: string; again(life: Life): Promise<StoredResponse> }[];
  /** Provider notices that were answered as taken. */
  readonly notices: { readonly account: ProviderAccountId; readonly body: Uint8Array }[];
}

export interface Call<Value> {
  readonly name: string;
  readonly key: string;
  readonly fingerprint: string;
  run(engine: Engine, idempotent: IdempotentRequest<Value>): Promise<Answer<Value>>;
}

export type Outcome =
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'refused'; readonly code: string };

export interface Client {
  /** Makes a request until it has an answer, always under the same key, as a careful merchant does. */
  ask<Value extends Shown>(call: Call<Value>): Promise<Outcome>;
  /** Looks at an object; null while nobody answers. */
  look<Value extends Shown>(read: (life: Life) => Promise<Value | null>): Promise<Value | null>;
}

/** Errors after which the same request is made again under its key. */
const transient = new Set(['service_unavailable', 'outcome_unknown', 'idempotency_in_progress', 'internal_error']);

export function createClient(
  world: World,
  name: string,
  currentLife: () => Life | null,
  { observations, repeats }: Acknowledgements,
): Client {
  const { scheduler, faults } = world;
  const random = world.random('client', name);

  /** The answer, or null when the connection broke or the client lost its patience. */
  async function attempt<Value extends Shown>(call: Call<Value>): Promise<Outcome | null> {
    const life = currentLife();
    if (life === null) return null;
    const beganMs = scheduler.nowMs;
    const idempotent = { key: call.key, fingerprint: call.fingerprint, represent };
    const patienceMs = faults.happens('client impatient', 0.06) ? random.between(10, 5_000) : 120 * secondMs;
    try {
      const answered = await firstOf(life, call.run(life.engine, idempotent), patienceMs);
      if (answered === null) return null;
      const response = answered.kind === 'replay' ? answered.response : represent(answered.value);
      const shown = toShown(response);
      if (answered.kind === 'replay') world.mark('answer replayed');
      const facts = { beganMs, endedMs: scheduler.nowMs, key: call.key, isReplay: answered.kind === 'replay' };
      observations.push({ shown, ...facts, body: response.body });
      return { kind: 'shown', shown };
    } catch (error) {
      if (error instanceof ProcessDied) return null;
      if (!(error instanceof PaymentGatewayError)) throw error;
      if (error.code === 'idempotency_in_progress') world.mark('request met itself');
      return transient.has(error.code) ? null : { kind: 'refused', code: error.code };
    }
  }

  function firstOf<Value>(life: Life, work: Promise<Value>, patienceMs: number): Promise<Value | null> {
    const impatience = scheduler.sleep(patienceMs).then(() => null);
    return Promise.race([work, life.death, impatience]);
  }

  return {
    async ask(call) {
      for (let attempts = 0; ; attempts += 1) {
        const outcome = await attempt(call).catch((error: unknown) => {
          world.breach(`${call.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
          return { kind: 'refused', code: 'internal_error' } as const;
        });
        if (outcome !== null) {
          if (outcome.kind === 'shown') {
            repeats.push({ key: call.key, id: outcome.shown.id, again: (life) => repeat(life, call) });
          }
          world.tell(
            `client ${name}: ${call.name} -> ${outcome.kind === 'shown' ? outcome.shown.status : outcome.code}`,
          );
          return outcome;
        }
        await scheduler.sleep(random.between(200, 2_000) * 2 ** Math.min(attempts, 8));
      }
    },
    async look(read) {
      const life = currentLife();
      if (life === null) return null;
      const beganMs = scheduler.nowMs;
      const value = await firstOf(life, read(life), 60 * secondMs).catch(() => null);
      if (value === null) return null;
      const response = represent(value);
      const facts = { beganMs, endedMs: scheduler.nowMs, key: null, isReplay: false };
      observations.push({ shown: toShown(response), ...facts, body: response.body });
      return value;
    },
  };
}

async function repeat<Value extends Shown>(
  life: Life,
  { key, fingerprint, run }: Call<Value>,
): Promise<StoredResponse> {
  const answered = await run(life.engine, { key, fingerprint, represent });
  return answered.kind === 'replay' ? answered.response : represent(answered.value);
}

/** Members in the order of their names: two readings of one version are one text. */
function represent(value: Shown): StoredResponse {
  return { status: 200, body: JSON.stringify(value, sortedMembers) };
}

function sortedMembers(_name: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;
}

function toShown({ body }: StoredResponse): Shown {
  const { id, version, status } = JSON.parse(body) as Shown;
  return { id, version, status };
}
