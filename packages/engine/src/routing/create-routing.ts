import type { EngineDependencies } from '../engine-dependencies.ts';
import { paymentRequest, payoutRequest, wouldDecide } from './decide.ts';
import { makeManageChannels } from './manage-channels.ts';
import { assertFit, makeManageRules, setupOf } from './manage-rules.ts';
import { createReplay } from './replay/replay.ts';
import type { Routing } from './routing.ts';
import { toRuleSet } from './rule-set.ts';

export function createRouting(dependencies: EngineDependencies): Routing {
  return {
    ...makeManageRules(dependencies),
    ...makeManageChannels(dependencies),
    evaluatePayment: (scope, input, splitKey) =>
      wouldDecide(dependencies, scope, paymentRequest(scope, input, splitKey), dependencies.clock.now()),
    evaluatePayout: (scope, input, splitKey) =>
      wouldDecide(dependencies, scope, payoutRequest(scope, input, splitKey), dependencies.clock.now()),
    async replay(scope, rules, { from, to }) {
      const setup = setupOf(dependencies, scope);
      assertFit(setup, rules);
      const replay = createReplay(setup, toRuleSet(0, rules));
      const filter = { ...(from === null ? {} : { createdFrom: from }), ...(to === null ? {} : { createdTo: to }) };
      for await (const payments of dependencies.store.pastPayments(scope, filter))
        for (const payment of payments) replay.add(payment);
      return replay.report();
    },
  };
}
