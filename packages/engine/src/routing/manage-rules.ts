import { PaymentGatewayError } from '@hangil/core';
import { ownerOf } from '../decision/answer-once.ts';
import type { DecisionContext } from '../decision/decision-context.ts';
import type { MerchantSetup } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import { changeState, changeStateOnce } from './change-state.ts';
import { routingState } from './load-routing.ts';
import type { Routing, RoutingVersion } from './routing.ts';
import type { RoutingRules } from './rules.ts';
import { routingProblems } from './validation/routing-problems.ts';

export function makeManageRules(
  dependencies: EngineDependencies,
): Pick<Routing, 'current' | 'versions' | 'put' | 'activate'> {
  const activeNumber = async (scope: Scope) => (await routingState(dependencies, scope))?.value.activeVersion ?? 0;

  return {
    async current(scope) {
      const number = await activeNumber(scope);
      return findVersion(dependencies, scope, number, number);
    },

    async versions(scope, page) {
      const active = await activeNumber(scope);
      const { items, hasMore } = await dependencies.store.documents('routing_version', scope, {}, page);
      const given = items.map((document) => toVersion(document, active));
      if (hasMore || given.length === page.limit) return { items: given, hasMore: true };
      return { items: [...given, versionOfFile(setupOf(dependencies, scope), scope, active)], hasMore };
    },

    async put(scope, rules) {
      assertFit(setupOf(dependencies, scope), rules);
      return changeState(dependencies, scope, async (state, context) => {
        const active = await findVersion(dependencies, scope, state.activeVersion, state.activeVersion);
        if (isSame(active.rules, rules)) return { state, value: async () => active };
        const number = state.latestVersion + 1;
        const made = newVersion(scope, number, rules, context);
        return {
          state: { ...state, activeVersion: number, latestVersion: number },
          changes: { documents: [made] },
          value: async () => toVersion(made, number),
        };
      });
    },

    activate: (scope, number, idempotent) =>
      changeStateOnce(dependencies, scope, idempotent, async (state, { now }) => {
        const found = await findVersion(dependencies, scope, number, number);
        assertFit(setupOf(dependencies, scope), found.rules);
        if (number === state.activeVersion) return { state, value: async () => found };
        const document = await dependencies.store.documentByKey('routing_version', scope, String(number));
        const documents = document === null ? [] : [activatedAgain(document, now)];
        return { state: { ...state, activeVersion: number }, changes: { documents }, value: async () => found };
      }),
  };
}

function newVersion(
  scope: Scope,
  number: number,
  rules: RoutingRules,
  { ids, now }: DecisionContext,
): Document<'routing_version'> {
  return {
    kind: 'routing_version',
    id: ids.next('rtv'),
    version: 1,
    ...ownerOf(scope),
    key: String(number),
    parentId: null,
    status: 'kept',
    createdAt: now,
    value: { rules, activatedAt: now },
  };
}

function activatedAgain(document: Document<'routing_version'>, now: Date): Document<'routing_version'> {
  return { ...document, version: document.version + 1, value: { ...document.value, activatedAt: now } };
}

export function setupOf({ directory }: EngineDependencies, { merchantId }: Scope): MerchantSetup {
  const setup = directory.merchant(merchantId);
  if (setup === null) throw new PaymentGatewayError('not_found');
  return setup;
}

/** @throws routing_rules_invalid naming every place */
export function assertFit({ channels }: MerchantSetup, rules: RoutingRules): void {
  const problems = routingProblems(rules, channels);
  const [first] = problems;
  if (first === undefined) return;
  const errors = problems.map(({ path, message }) => ({ param: placeText(path), message }));
  throw new PaymentGatewayError('routing_rules_invalid', {
    param: placeText(first.path),
    detail: `${placeText(first.path)}: ${first.message}`,
    extra: { errors },
  });
}

/** `rules[1].split[0].channel` */
function placeText(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** @throws not_found */
async function findVersion(
  dependencies: EngineDependencies,
  scope: Scope,
  number: number,
  active: number,
): Promise<RoutingVersion> {
  if (number === 0) return versionOfFile(setupOf(dependencies, scope), scope, active);
  const document = await dependencies.store.documentByKey('routing_version', scope, String(number));
  if (document === null) throw new PaymentGatewayError('not_found', { detail: `There is no version ${number}.` });
  return toVersion(document, active);
}

function versionOfFile({ routing: rules }: MerchantSetup, scope: Scope, active: number): RoutingVersion {
  const neverGiven = { createdAt: null, activatedAt: null };
  return {
    ...ownerOf(scope),
    ...neverGiven,
    id: 'config',
    number: 0,
    source: 'config',
    active: active === 0,
    rules,
  };
}

function toVersion(
  { id, key, value, createdAt, ...scope }: Document<'routing_version'>,
  active: number,
): RoutingVersion {
  const number = Number(key);
  const { rules, activatedAt } = value;
  return { ...ownerOf(scope), id, number, source: 'api', active: number === active, rules, createdAt, activatedAt };
}

/** As they are kept: a rule that is written in another order of keys is another rule. */
function isSame(left: RoutingRules, right: RoutingRules): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
