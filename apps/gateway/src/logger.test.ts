import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function logged(facts: object): string {
  const lines: string[] = [];
  createLogger('info', { write: (line) => void lines.push(line) }).info(facts, 'something');
  return lines.join('');
}

it('hides what should never have been handed to it', () => {
  const line = logged({
    authorization: 'Bearer CANARY',
    card: { card_number: 'CANARY' },
    account: { credentials: { key: 'CANARY' } },
    headers: ['CANARY'],
  });
  expect(line).not.toContain('CANARY');
  expect(line).toContain('[hidden]');
});

it('leaves out what database errors say after their first line', () => {
  const error = new Error('Failed query: insert into payment\nparams: CANARY', {
    cause: new Error('UNIQUE constraint failed\nCANARY'),
  });
  const line = logged({ err: error });
  expect(line).not.toContain('CANARY');
  expect(JSON.parse(line).err).toMatchObject({
    message: 'Failed query: insert into payment',
    cause: { message: 'UNIQUE constraint failed' },
  });
});
