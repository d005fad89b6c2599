import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { root } from './ensure-installed.mjs';

/*
 * Carries out the Dockerfile without Docker: every step in a clean Debian made by mmdebstrap, the last stage started as its
 * user on a read-only root. What is proven: the steps, what is copied, the user, the health check, a payment, the stop. What
 * is not: the base image itself, layers, the syntax as BuildKit reads it, arm64.
 *
 * As root on Debian: node scripts/prove-image.mjs
 */

const workspace = mkdtempSync(join(tmpdir(), 'hangil-image-'));
const base = join(workspace, 'base');
const stages = new Map();

/** A Debian with the Node.js of this machine, in place of the node image. */
function makeBase() {
  run('mmdebstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', base]);
  for (const file of ['/usr/bin/node', '/etc/resolv.conf']) copyFileSync(file, join(base, file));
  for (const folder of ['/usr/lib/node_modules/npm', '/usr/include/node']) {
    cpSync(folder, join(base, folder), { recursive: true });
  }
  run('chroot', [base, 'ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/bin/npm']);
  run('chroot', [base, 'ln', '-s', '../lib/node_modules/npm/bin/npx-cli.js', '/usr/bin/npx']);
  run('chroot', [base, 'useradd', '--uid', '1000', '--create-home', 'node']);
}

/** @returns what the last stage is: its root, and how it is started */
function build(instructions) {
  let stage;
  for (const instruction of instructions) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((argument) => argument.getValue());
    console.log(`${keyword} ${instruction.getArgumentsContent() ?? ''}`.slice(0, 120));
    if (keyword === 'FROM') {
      stage = { root: join(workspace, `stage-${stages.size}`), directory: '/', environment: {}, user: 'root' };
      stages.set(instruction.getBuildStage() ?? String(stages.size), stage);
      run('cp', ['-a', base, stage.root]);
    } else steps[keyword](stage, instruction, words);
  }
  return stage;
}

const steps = {
  RUN(stage, instruction) {
    inside(stage, instruction.getArgumentsContent(), {
      ...(process.env.NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS: extraCertificates(stage) }),
      npm_config_nodedir: '/usr',
      npm_config_registry: spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim(),
    });
  },
  WORKDIR(stage, _instruction, [directory]) {
    stage.directory = directory;
    mkdirSync(join(stage.root, directory), { recursive: true });
  },
  ENV(stage, instruction) {
    for (const property of instruction.getProperties()) stage.environment[property.getName()] = property.getValue();
  },
  COPY(stage, instruction, [source, target]) {
    const from = instruction
      .getFlags()
      .find((flag) => flag.getName() === 'from')
      ?.getValue();
    const destination = join(stage.root, target.startsWith('/') ? target : join(stage.directory, target));
    if (from !== undefined) run('cp', ['-a', join(stages.get(from).root, source), destination]);
    else copyContext(destination);
  },
  USER(stage, _instruction, [user]) {
    stage.user = user;
  },
  VOLUME(stage, _instruction, [volume]) {
    stage.volume = volume;
  },
  HEALTHCHECK(stage, instruction) {
    stage.healthcheck = JSON.parse(instruction.getArgumentsContent().replace(/^.*?CMD /, ''));
  },
  CMD(stage, instruction) {
    stage.command = JSON.parse(instruction.getArgumentsContent());
  },
  EXPOSE() {},
  STOPSIGNAL() {},
};

/** What is committed or about to be, which is what .dockerignore leaves. */
function copyContext(destination) {
  const files = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const ignored = /^(\.git|\.ci|bench|docs)\//;
  for (const file of files.stdout.split('\0')) {
    if (file === '' || ignored.test(file) || !existsSync(join(root, file))) continue;
    cpSync(join(root, file), join(destination, file));
  }
}

function extraCertificates(stage) {
  const inside = '/etc/ssl/extra-certificates.pem';
  copyFileSync(process.env.NODE_EXTRA_CA_CERTS, join(stage.root, inside));
  chmodSync(join(stage.root, inside), 0o644);
  return inside;
}

function inside(stage, script, environment) {
  const variables = Object.entries({ ...stage.environment, ...environment, HOME: '/root' });
  const enter = ['chroot', stage.root, 'env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin'];
  const inDirectory = ['sh', '-c', `cd ${stage.directory} && ${script}`];
  const [program, ...given] = withMounts(systemMounts(stage.root), [
    ...enter,
    ...variables.map((pair) => pair.join('=')),
    ...inDirectory,
  ]);
  run(program, given);
}

function systemMounts(stageRoot) {
  return [`mount -t proc proc ${stageRoot}/proc`, `mount --rbind /dev ${stageRoot}/dev`];
}

/** Runs something in a mount namespace of its own, so that nothing stays mounted behind it. */
function withMounts(mounts, argv) {
  return ['unshare', '--mount', 'sh', '-c', `${mounts.join(' && ')} && exec "$@"`, 'sh', ...argv];
}

async function prove(image) {
  const url = 'http://127.0.0.1:18080';
  mkdirSync(join(workspace, 'volume'));
  run('chown', ['1000:1000', join(workspace, 'volume')]);
  const environment = { ...image.environment, HOST: '127.0.0.1', PORT: '18080' };
  const [program, ...given] = asContainer(image, image.command, environment);
  const gateway = spawn(program, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => gateway.once('exit', resolve));
  let output = '';
  gateway.stdout.on('data', (chunk) => {
    output += chunk;
  });
  try {
    await becomeHealthy(image, environment, gateway);
    // It takes requests a moment before it says so.
    const apiKey = await until(() => /sk_test_\S+/.exec(output)?.[0], 'it does not say its API key');
    await pay(url, apiKey);
    mustFail(asContainer(image, ['sh', '-c', 'echo x > /app/written'], environment), 'the root can be written');
  } finally {
    gateway.kill('SIGTERM');
  }
  const code = await exited;
  if (code !== 0) throw new Error(`stopped with ${code}: ${output}`);
}

/** The root read-only, a volume and /tmp to write to, the image's user, no way to more rights. */
function asContainer({ root: imageRoot, volume, directory, user }, argv, environment) {
  const mounts = [
    `mount --bind ${imageRoot} ${imageRoot}`,
    `mount -o remount,ro,bind ${imageRoot}`,
    `mount --bind ${join(workspace, 'volume')} ${imageRoot}${volume}`,
    `mount -t tmpfs tmpfs ${imageRoot}/tmp`,
    ...systemMounts(imageRoot),
  ];
  const variables = Object.entries(environment).map((pair) => pair.join('='));
  const enter = [
    'chroot',
    `--userspec=${user}`,
    imageRoot,
    'setpriv',
    '--no-new-privs',
    'env',
    '-i',
    'PATH=/usr/bin:/bin',
  ];
  return withMounts(mounts, [...enter, ...variables, 'sh', '-c', `cd ${directory} && exec "$@"`, 'sh', ...argv]);
}

async function becomeHealthy(image, environment, gateway) {
  const [program, ...given] = asContainer(image, image.healthcheck, environment);
  await until(() => {
    if (gateway.exitCode !== null) throw new Error(`it ended by itself with ${gateway.exitCode}`);
    return spawnSync(program, given, { stdio: 'ignore' }).status === 0;
  }, 'it does not become healthy');
}

/** Looks twice a second until there is something to see, for half a minute. */
async function until(look, problem) {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(problem);
}

async function pay(url, apiKey) {
  const answer = await fetch(`${url}/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      order_id: 'ORDER-1',
      order_name: 'Blue T-shirt',
      amount: 10_000,
      currency: 'KRW',
      method: {
        type: 'key_in',
        card_number: '4242424242424242',
        expiry: '2030-12',
        birth_or_business_number: '900101',
        password_2digits: '12',
      },
    }),
  });
  const payment = await answer.json();
  if (payment.status !== 'paid') throw new Error(`the payment is not paid: ${JSON.stringify(payment)}`);
}

function mustFail([program, ...given], problem) {
  if (spawnSync(program, given, { stdio: 'ignore' }).status === 0) throw new Error(problem);
}

/** Quiet, unless it fails. */
function run(program, given) {
  const { status, error, stdout, stderr } = spawnSync(program, given, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  throw error ?? new Error(`${program} ${given.join(' ').slice(0, 200)} ended with ${status}`);
}

try {
  makeBase();
  const image = build(DockerfileParser.parse(readFileSync(join(root, 'Dockerfile'), 'utf8')).getInstructions());
  await prove(image);
  console.log(
    'The image builds, runs read-only without rights, reports its health, takes a payment and stops in order.',
  );
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
