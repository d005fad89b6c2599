import type { Mutation } from './mutation.ts';

const providerEvent = 'packages/engine/src/provider-event';
const webhook = 'packages/engine/src/webhook';

/** Events in and events out. */
export const eventMutations: readonly Mutation[] = [
  {
    name: 'acknowledged-before-kept',
    defect: "a provider's call is acknowledged before it is on disk",
    file: `${providerEvent}/receive-provider-event.ts`,
    find: 'await keep(dependencies, account, event, reading);\n',
    replace: 'void keep(dependencies, account, event, reading).catch(() => {});\n',
    seeds: 150,
  },
  {
    name: 'event-key-not-unique',
    defect: 'every copy of an event is another event',
    file: `${providerEvent}/receive-provider-event.ts`,
    find: '    providerAccountId,\n    eventKey,',
    replace: '    providerAccountId,\n    eventKey: eventKey + id,',
    seeds: 20,
  },
  {
    name: 'event-not-folded',
    defect: 'an event that is kept is not worked out',
    file: `${providerEvent}/receive-provider-event.ts`,
    find: 'await commit(dependencies, { providerEvents: [record], jobs: [foldJob(id, now)] });',
    replace: 'await commit(dependencies, { providerEvents: [record], jobs: [foldJob(id, now)].slice(1) });',
    seeds: 20,
  },
  {
    name: 'hint-not-followed-again',
    defect: 'a notice that came before the provider shows what it is about is forgotten',
    file: `${providerEvent}/fold-provider-event.ts`,
    find: 'const jobs = asked.version === payment.version ? lookWhenVisible(dependencies, payment, receivedAt) : [];',
    replace: 'const jobs = lookWhenVisible(dependencies, payment, receivedAt).slice(1);',
    seeds: 300,
  },
  {
    name: 'webhook-order-lost',
    defect: 'events about one object are sent side by side',
    file: `${webhook}/deliver.ts`,
    find: 'const isFirst = (delivery: WebhookDelivery, index: number) => firsts[index]?.id === delivery.id;',
    replace: 'const isFirst = (_: WebhookDelivery, index: number) => index < firsts.length;',
    seeds: 60,
  },
  {
    name: 'webhook-failure-taken',
    defect: 'an error of the receiver counts as taken',
    file: `${webhook}/settle-delivery.ts`,
    find: 'answer.status >= 200 && answer.status < 300',
    replace: 'answer.status >= 200 && answer.status < 600',
    seeds: 20,
  },
  {
    name: 'fan-out-skips',
    defect: 'an endpoint moves past events that it was not given',
    file: `${webhook}/fan-out.ts`,
    find: 'position: last.position }],',
    replace: 'position: last.position + 1 }],',
    seeds: 40,
  },
];
