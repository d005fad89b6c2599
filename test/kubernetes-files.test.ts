import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAdapter, loadConfiguration } from '@hangil/gateway';
import { DockerfileParser, type Env } from 'dockerfile-ast';
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1';
import { type IJob, Job } from 'kubernetes-models/batch/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { type IServicePort, Namespace, Service } from 'kubernetes-models/v1';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

function read(file: string): string {
  return readFileSync(join(root, 'deploy/kubernetes', file), 'utf8');
}

const kustomization = parse(read('kustomization.yaml'));
const manifests = Object.fromEntries((kustomization.resources as string[]).map((file) => [file, parse(read(file))]));
const deployment: IDeployment = manifests['deployment.yaml'];
const job: IJob = manifests['migrate-job.yaml'];
const gateway = deployment.spec?.template.spec?.containers[0];
const pods = [deployment.spec?.template, job.spec?.template];

/** The model of each kind, and the module that has its type. */
const models = {
  Namespace: { model: Namespace, module: 'v1' },
  Service: { model: Service, module: 'v1' },
  Deployment: { model: Deployment, module: 'apps/v1' },
  Job: { model: Job, module: 'batch/v1' },
  PodDisruptionBudget: { model: PodDisruptionBudget, module: 'policy/v1' },
} as const;
type Kind = keyof typeof models;

describe('every manifest', () => {
  test.each(Object.entries(manifests))('%s follows the schema of its kind', (_file, manifest) => {
    const { model: Model } = models[manifest.kind as Kind];
    new Model(manifest).validate();
  });

  test('a wrong type is noticed', () => {
    const wrong = structuredClone(deployment) as { spec: { replicas: unknown } };
    wrong.spec.replicas = 'two';
    expect(() => new Deployment(wrong as IDeployment).validate()).toThrow(/replicas must be integer/);
  });

  test('has no field that its kind does not know, which a cluster would drop in silence', () => {
    expect(compile(Object.values(manifests))).toBe('');
    const misspelt = structuredClone(manifests['pod-disruption-budget.yaml']);
    misspelt.spec.minAvailible = misspelt.spec.minAvailable;
    expect(compile([misspelt])).toContain('minAvailible');
  });
});

/** Schemas allow unknown fields; the types made of the same definitions do not. @returns what the compiler says */
function compile(given: readonly { readonly kind: Kind }[]): string {
  const folder = join(root, 'node_modules/.hangil-kubernetes');
  mkdirSync(folder, { recursive: true });
  const lines = given.map(
    (manifest, index) =>
      `export const m${index}: import('kubernetes-models/${models[manifest.kind].module}').I${manifest.kind} = ${JSON.stringify(manifest)};`,
  );
  writeFileSync(join(folder, 'manifests.ts'), lines.join('\n'));
  const options = ['--noEmit', '--skipLibCheck', '--strict', '--module', 'nodenext', '--types', '', 'manifests.ts'];
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), options, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return String((error as { readonly stdout?: string }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('containers have no rights, a root that is read-only, and no token of the cluster', () => {
  for (const pod of pods) {
    expect(pod?.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const { securityContext, resources } of pod?.spec?.containers ?? []) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources).toMatchObject({
        requests: { memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
    }
  }
});

test('two gateways, of which one always stays, replaced one after the other', () => {
  expect(deployment.spec).toMatchObject({
    replicas: 2,
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  expect(manifests['pod-disruption-budget.yaml'].spec.minAvailable).toBe(1);
  // The gateway gives requests 30 seconds, after the five of HANGIL_DRAIN_SECONDS.
  expect(deployment.spec?.template.spec?.terminationGracePeriodSeconds).toBeGreaterThan(35);
});

test('selectors find the gateways and not the job', () => {
  const labels = deployment.spec?.template.metadata?.labels;
  const selectors = [
    deployment.spec?.selector.matchLabels,
    manifests['pod-disruption-budget.yaml'].spec.selector.matchLabels,
    manifests['service.yaml'].spec.selector,
  ];
  for (const selector of selectors) {
    expect(labels).toMatchObject(selector);
    expect(job.spec?.template.metadata?.labels).not.toMatchObject(selector);
  }
  const ports: IServicePort[] = manifests['service.yaml'].spec.ports;
  expect(ports.map(({ targetPort }) => targetPort)).toEqual(gateway?.ports?.map(({ name }) => name));
});

test('what runs is the image’s: its command, its port, its user', () => {
  const instructions = DockerfileParser.parse(readFileSync(join(root, 'Dockerfile'), 'utf8')).getInstructions();
  const command = instructions.find((each) => each.getKeyword() === 'CMD')?.getArgumentsContent() ?? '[]';
  const program = (JSON.parse(command) as string[]).at(-1);
  expect(job.spec?.template.spec?.containers[0]?.args).toEqual(['node', program, 'migrate']);
  const environment = instructions.filter((each) => each.getKeyword() === 'ENV') as Env[];
  const port = environment.flatMap((each) => each.getProperties()).find((each) => each.getName() === 'PORT');
  expect(gateway?.ports?.[0]?.containerPort).toBe(Number(port?.getValue()));
  expect([gateway?.image, job.spec?.template.spec?.containers[0]?.image]).toEqual(['hangil', 'hangil']);
  expect(kustomization.images).toMatchObject([{ name: 'hangil' }]);
});

describe('the gateway', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hangil-kubernetes-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const secrets: Readonly<Record<string, string>> = {
    'database-url': 'postgres://gateway:secret@db:5432/hangil',
    'master-key': Buffer.alloc(32, 'k').toString('base64'),
    'admin-api-key': 'sk_live_4f9a1c0d7b3e58a26c91f0aa',
    'imp-key': '0123456789',
    'imp-secret': 'imp-secret',
  };

  test('starts with these variables, this hangil.yaml and the secrets that the page makes', async () => {
    for (const [name, value] of Object.entries(secrets)) writeFileSync(join(directory, name), value);
    const given = (gateway?.env ?? []).map(({ name, value = '' }) => [
      name,
      value.replace('/run/secrets/hangil', directory).replace('/etc/hangil', join(root, 'deploy/kubernetes')),
    ]);
    const { environment, merchants } = await loadConfiguration(Object.fromEntries(given), loadAdapter);
    expect(environment.database).toMatchObject({ kind: 'postgres', url: secrets['database-url'] });
    expect(merchants?.[0]?.apiKeys).toMatchObject([{ name: 'admin', livemode: true }]);
  });

  test('mounts every secret that a variable names, and the page makes each', () => {
    const page = readFileSync(join(root, 'docs/operations/kubernetes.md'), 'utf8');
    for (const pod of pods) {
      const volumes = pod?.spec?.volumes ?? [];
      const keys = volumes.flatMap(({ secret }) => secret?.items ?? []).map(({ key }) => key);
      const files = (pod?.spec?.containers[0]?.env ?? []).flatMap(
        ({ value = '' }) => /^\/run\/secrets\/hangil\/(.+)$/.exec(value)?.[1] ?? [],
      );
      expect(files.sort()).toEqual(keys.sort());
      for (const key of keys) expect(page).toContain(`--from-file=${key}=`);
    }
  });
});
