import { startSimulator } from './simulator.ts';

const port = Number(process.env.PORT ?? 8090);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  leave(`PORT must be a number from 0 to 65535, not ${JSON.stringify(process.env.PORT)}.`);
}

const simulator = await startSimulator({ port }).catch((error: Error) => leave(`Not started: ${error.message}`));
const providers = Object.keys(simulator.fakes).map((id) => `  ${id.padEnd(10)} ${simulator.url}/${id}`);
console.log(
  [
    `Simulator of payment providers: ${simulator.url} (no money moves)`,
    'Base URLs for adapters:',
    ...providers,
    `Control API: curl -s ${simulator.url}/control`,
  ].join('\n'),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}

function leave(message: string): never {
  console.error(message);
  process.exit(1);
}
