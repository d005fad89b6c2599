import { request } from 'undici';

/** A notice (callback) that the fake sends to us. */
export interface Notice {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly reference: string | null;
}

export interface SentNotice extends Notice {
  /** HTTP status of the answer, or null when nobody answered. */
  readonly answeredWith: number | null;
}

/** Sends the fake's notices over real HTTP, and lets a test hold, drop, repeat and reorder them. */
export interface NoticeBoard {
  post(notice: Notice): Promise<void>;
  /** From now on notices are kept instead of sent. */
  hold(): void;
  /** Sends what was held in the given order of indexes (an index may occur more than once), then lets notices through again. */
  release(order?: readonly number[]): Promise<readonly SentNotice[]>;
  held(): readonly Notice[];
  sent(): readonly SentNotice[];
  /** Drops every notice from now on, as a provider does whose notice address was never registered. */
  mute(muted: boolean): void;
  /** Sends every following notice this many times. */
  repeat(times: number): void;
}

export function createNoticeBoard(): NoticeBoard {
  const sent: SentNotice[] = [];
  let held: Notice[] | null = null;
  let muted = false;
  let times = 1;

  async function send(notice: Notice): Promise<SentNotice> {
    const answeredWith = await deliver(notice);
    const record = { ...notice, answeredWith };
    sent.push(record);
    return record;
  }

  return {
    async post(notice) {
      if (muted) return;
      if (held !== null) {
        held.push(notice);
        return;
      }
      for (let copy = 0; copy < times; copy += 1) await send(notice);
    },
    hold() {
      held ??= [];
    },
    async release(order) {
      const notices = held ?? [];
      held = null;
      const records: SentNotice[] = [];
      for (const index of order ?? notices.keys()) {
        const notice = notices[index];
        if (notice === undefined) throw new Error(`no held notice ${index}`);
        records.push(await send(notice));
      }
      return records;
    },
    held: () => held ?? [],
    sent: () => sent,
    mute(value) {
      muted = value;
    },
    repeat(value) {
      times = value;
    },
  };
}

async function deliver({ url, headers, body }: Notice): Promise<number | null> {
  try {
    const answer = await request(url, { method: 'POST', headers: { ...headers }, body, headersTimeout: 30_000 });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return null;
  }
}
