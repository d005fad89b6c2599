import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fencedBlocks } from './markdown.ts';

const page = readFileSync(new URL('../docs/webhooks.md', import.meta.url), 'utf8');

/** Published with Standard Webhooks. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
  now: 1614265330,
};
type Call = typeof vector;

/** How the examples are called: they print the parsed body, or the message of what they threw. `make` comes before `command`. */
const drivers = {
  js: {
    file: 'verify.mjs',
    make: [],
    command: [process.execPath, 'verify.mjs'],
    begin: '',
    end: `const call = JSON.parse(process.argv[2]);
try { console.log(JSON.stringify(verifyWebhook(call.secret, call.headers, call.body, call.now))); } catch (error) { console.log(error.message); }`,
  },
  python: {
    file: 'verify.py',
    make: [],
    command: ['python3', 'verify.py'],
    begin: '',
    end: `import sys
call = json.loads(sys.argv[1])
try:
    print(json.dumps(verify_webhook(call["secret"], call["headers"], call["body"].encode(), call["now"]), separators=(",", ":")))
except ValueError as error:
    print(error)`,
  },
  java: {
    file: 'Webhooks.java',
    make: ['javac', 'Webhooks.java'],
    command: ['java', 'Main'],
    begin: '',
    end: `final class Main {
  public static void main(String[] call) throws Exception {
    try {
      Webhooks.verify(call[1], call[2], call[3], call[4], call[5].getBytes(StandardCharsets.UTF_8), Long.parseLong(call[6]));
      System.out.println(call[5].replace(" ", ""));
    } catch (SecurityException error) { System.out.println(error.getMessage()); }
  }
}`,
  },
  php: {
    file: 'verify.php',
    make: [],
    command: ['php', 'verify.php'],
    begin: '<?php',
    end: `$call = json_decode($argv[1], true);
try { echo json_encode(verifyWebhook($call['secret'], $call['headers'], $call['body'], $call['now'])); } catch (RuntimeException $error) { echo $error->getMessage(); }`,
  },
} as const;
type Language = keyof typeof drivers;

/** Node and Python are at hand wherever this is tested; the others are asked for where they are installed. */
const languages = (process.env.HANGIL_EXAMPLE_LANGUAGES ?? 'js,python').split(',') as Language[];

describe.each(languages)('the example in %s', (language) => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hangil-webhooks-page-'));
    const [example = '', ...more] = fencedBlocks(page, language);
    expect(more).toEqual([]);
    const { file, make, begin, end } = drivers[language];
    writeFileSync(join(directory, file), `${begin}\n${example}\n${end}\n`);
    const [maker, ...args] = make;
    if (maker !== undefined) execFileSync(maker, args, { cwd: directory });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function run(call: Call): string {
    const [command, ...args] = drivers[language].command;
    const { secret, headers, body, now } = call;
    const values = [JSON.stringify(call), secret, ...Object.values(headers), body, String(now)];
    return execFileSync(command, [...args, ...values], { cwd: directory, encoding: 'utf8' }).trim();
  }

  const withSignature = (signature: string): Call => ({
    ...vector,
    headers: { ...vector.headers, 'webhook-signature': signature },
  });

  test('takes what was signed, also beside another signature', () => {
    expect(run(vector)).toBe('{"test":2432232314}');
    const rotation = `v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ${vector.headers['webhook-signature']}`;
    expect(run(withSignature(rotation))).toBe('{"test":2432232314}');
  });

  test('refuses a changed body, another secret, no signature that fits, and an old timestamp', () => {
    expect(run({ ...vector, body: '{"test": 2432232315}' })).toBe('no signature fits');
    expect(run({ ...vector, secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).toBe('no signature fits');
    expect(run(withSignature('v1,nonsense v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='))).toBe('no signature fits');
    expect(run({ ...vector, now: vector.now + 301 })).toBe('the timestamp is too far off');
    expect(run({ ...vector, now: vector.now - 301 })).toBe('the timestamp is too far off');
  });
});
