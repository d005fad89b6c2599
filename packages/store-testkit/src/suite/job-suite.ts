import { type Job, type JobChange, type JobKind, jobKey, jobKinds } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import { commitAll, type SuiteContext } from './suite.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 0, 2, 12);
/** So many minutes after noon. */
const at = (minutes: number) => new Date(noon + minutes * minute);

function schedule(subjectId: string, minutes: number, jobKind: JobKind = 'watch_payment'): JobChange {
  return { kind: 'schedule', jobKind, subjectId, dueAt: at(minutes) };
}

export function describeJobs(context: SuiteContext): void {
  const commitJobs = (...jobs: readonly JobChange[]) => commitAll(context.store, { jobs });
  const claim = (minutes: number, limit = 100, leaseMinutes = 1) =>
    context.store.claimJobs({ now: at(minutes), leaseUntil: at(minutes + leaseMinutes), limit });
  const claimOne = async (minutes: number): Promise<Job> => {
    const [job, ...others] = await claim(minutes);
    if (job === undefined || others.length > 0) throw new Error('expected one due job');
    return job;
  };
  const subjects = (jobs: readonly Job[]) => jobs.map(({ subjectId }) => subjectId);

  describe('claiming jobs', () => {
    test('a job comes back as it was scheduled', async () => {
      await commitJobs(schedule('pay_1', 5));
      expect(await claimOne(5)).toEqual({
        key: jobKey('watch_payment', 'pay_1'),
        kind: 'watch_payment',
        subjectId: 'pay_1',
        dueAt: at(5),
        failures: 0,
        revision: expect.any(Number),
      });
    });

    test('only due jobs are claimed, earliest first, up to the limit', async () => {
      await commitJobs(schedule('c', 3), schedule('a', 1), schedule('d', 4), schedule('b', 2));
      expect(subjects(await claim(3, 2))).toEqual(['a', 'b']);
      expect(subjects(await claim(3))).toEqual(['c']);
      expect(await claim(3)).toEqual([]);
    });

    test('no job is claimed by two at once', async () => {
      await commitJobs(...Array.from({ length: 60 }, (_, index) => schedule(`pay_${index}`, 0)));
      const claimed = (await Promise.all(Array.from({ length: 10 }, () => claim(1, 7)))).flat();
      expect(new Set(subjects(claimed)).size).toBe(60);
      expect(claimed).toHaveLength(60);
    });

    test('a job whose lease has run out is claimed again', async () => {
      await commitJobs(schedule('pay_1', 0));
      const first = await claimOne(0);
      expect(await claim(0.999)).toEqual([]);
      expect(await claimOne(1)).toEqual(first);
    });

    test('every kind of job can be scheduled, each for itself', async () => {
      await commitJobs(...jobKinds.map((jobKind) => schedule('x_1', 0, jobKind)));
      expect((await claim(0)).map(({ kind }) => kind).sort()).toEqual([...jobKinds].sort());
    });
  });

  describe('scheduling jobs', () => {
    test('scheduling again replaces: new time, no failures, no lease, a higher revision', async () => {
      await commitJobs(schedule('pay_1', 0));
      const first = await claimOne(0);
      await context.store.retryJob(first, at(1));
      await claimOne(1);
      await commitJobs(schedule('pay_1', 1));
      const second = await claimOne(1);
      expect(second).toMatchObject({ key: first.key, dueAt: at(1), failures: 0 });
      expect(second.revision).toBeGreaterThan(first.revision);
    });

    test('a removed job is gone, and removing what is not there changes nothing', async () => {
      await commitJobs(schedule('pay_1', 0), schedule('pay_2', 0));
      const remove: JobChange = { kind: 'remove', jobKind: 'watch_payment', subjectId: 'pay_1' };
      await commitJobs(remove);
      await commitJobs(remove);
      expect(subjects(await claim(0))).toEqual(['pay_2']);
    });
  });

  describe('finishing jobs', () => {
    test('a finished job is gone', async () => {
      await commitJobs(schedule('pay_1', 0));
      await context.store.finishJob(await claimOne(0));
      expect(await claim(10)).toEqual([]);
      expect(await context.store.nextJobDueAt()).toBeNull();
    });

    test('finishing an old run leaves a newer intention', async () => {
      await commitJobs(schedule('pay_1', 0));
      const old = await claimOne(0);
      await commitJobs(schedule('pay_1', 2));
      await context.store.finishJob(old);
      await context.store.retryJob(old, at(9));
      expect(await claimOne(2)).toMatchObject({ dueAt: at(2), failures: 0 });
    });

    test('finishing an old run leaves a job that was removed and made again', async () => {
      await commitJobs(schedule('pay_1', 0));
      const old = await claimOne(0);
      await commitJobs({ kind: 'remove', jobKind: 'watch_payment', subjectId: 'pay_1' });
      await commitJobs(schedule('pay_1', 2));
      await context.store.finishJob(old);
      await context.store.retryJob(old, at(9));
      expect(await claimOne(2)).toMatchObject({ dueAt: at(2), failures: 0 });
    });

    test('a failed job comes back later and counts its failures', async () => {
      await commitJobs(schedule('pay_1', 0));
      await context.store.retryJob(await claimOne(0), at(3));
      expect(await claim(2)).toEqual([]);
      const again = await claimOne(3);
      expect(again).toMatchObject({ failures: 1, dueAt: at(3) });
      await context.store.retryJob(again, at(5));
      expect(await claimOne(5)).toMatchObject({ failures: 2 });
    });
  });

  describe('the next due time', () => {
    test('is that of the earliest job', async () => {
      expect(await context.store.nextJobDueAt()).toBeNull();
      await commitJobs(schedule('late', 7), schedule('early', 3));
      expect(await context.store.nextJobDueAt()).toEqual(at(3));
    });

    test('a job that is held counts from the end of its lease', async () => {
      await commitJobs(schedule('held', 0), schedule('later', 30));
      await claim(0, 1, 10);
      expect(await context.store.nextJobDueAt()).toEqual(at(10));
    });
  });
}
