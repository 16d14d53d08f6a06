import fc from 'fast-check';
import { evaluateRisk } from '../../../src/domain/risk/evaluate-risk';
import { appliesAt, needsOf } from '../../../src/domain/risk/metrics';
import { countKey, type RiskAction, type RiskFacts, type RiskRule } from '../../../src/domain/risk/types';
import { fen } from '../../../src/domain/shared/fen';

const harmless: RiskFacts = {
  stage: 'paying',
  amount: fen(5_000),
  accountAgeHours: 10_000,
  isListed: false,
  isKnownNetwork: true,
  hasKnownNetworks: true,
  counts: {},
  isVerified: false,
};

let serial = 0;
const rule = (change: Partial<RiskRule>): RiskRule => ({
  id: (serial += 1),
  name: `rule ${serial}`,
  metric: 'blocked_list',
  threshold: 0,
  windowSeconds: 60,
  minAmount: fen(0),
  stage: 'both',
  action: 'block',
  priority: 0,
  ...change,
});

const actionFor = (change: Partial<RiskRule>, facts: Partial<RiskFacts>) =>
  evaluateRisk([rule(change)], { ...harmless, ...facts }).action;

describe('a single rule', () => {
  const tenAMinute = { metric: 'payments_per_user', threshold: 10 };
  it.each<[string, Partial<RiskRule>, Partial<RiskFacts>, string]>([
    ['lets the tenth of ten payments pass', tenAMinute, { counts: { 'payments_per_user:60': 10 } }, 'allow'],
    ['stops the eleventh', tenAMinute, { counts: { 'payments_per_user:60': 11 } }, 'block'],
    ['does not mix windows', tenAMinute, { counts: { 'payments_per_user:300': 99 } }, 'allow'],
    [
      'counts payments when paying only',
      tenAMinute,
      { stage: 'placing', counts: { 'payments_per_user:60': 99 } },
      'allow',
    ],
    ['lets a caller without a device pass', { metric: 'payments_per_device' }, {}, 'allow'],
    ['stops whoever is on the list', {}, { isListed: true }, 'block'],
    ['lets others pass', {}, {}, 'allow'],
    ['stops on an unfamiliar network', { metric: 'unfamiliar_ip' }, { isKnownNetwork: false }, 'block'],
    [
      'knows no unfamiliar network of a user without any',
      { metric: 'unfamiliar_ip' },
      { isKnownNetwork: false, hasKnownNetworks: false },
      'allow',
    ],
    ['finds the amount reached', { metric: 'order_amount', minAmount: fen(5_000) }, {}, 'block'],
    ['finds the amount not reached', { metric: 'order_amount', minAmount: fen(5_001) }, {}, 'allow'],
    ['about amounts needs an amount', { metric: 'order_amount' }, {}, 'allow'],
    ['waits for the amount', { metric: 'order_amount', minAmount: fen(1) }, { amount: null }, 'allow'],
    ['looks at large orders only', { minAmount: fen(5_001) }, { isListed: true }, 'allow'],
    ['stops a young account', { metric: 'account_age', threshold: 24 }, { accountAgeHours: 23.9 }, 'block'],
    ['lets an account of that age pass', { metric: 'account_age', threshold: 24 }, { accountAgeHours: 24 }, 'allow'],
    ['counts failures', { metric: 'failed_payments', threshold: 2 }, { counts: { 'failed_payments:60': 3 } }, 'block'],
    ['for placing says nothing about paying', { stage: 'placing' }, { isListed: true }, 'allow'],
    ['of an unknown metric says nothing', { metric: 'phase_of_the_moon' }, { isListed: true }, 'allow'],
    ['that asks for verification asks', { action: 'verify' }, { isListed: true }, 'verify'],
    ['that asks is content with one', { action: 'verify' }, { isListed: true, isVerified: true }, 'allow'],
    ['that blocks is not talked round', {}, { isListed: true, isVerified: true }, 'block'],
  ])('%s', (_title, change, facts, expected) => {
    expect(actionFor(change, facts)).toBe(expected);
  });

  it('explains its hit with what was measured', () => {
    const broken = rule({ ...tenAMinute, name: '十次' });
    const { hits } = evaluateRisk([broken], { ...harmless, counts: { [countKey(broken)]: 12 } });
    expect(hits).toEqual([
      { ruleId: broken.id, ruleName: '十次', metric: 'payments_per_user', action: 'block', value: 12, threshold: 10 },
    ]);
  });
});

const actions: RiskAction[] = ['flag', 'verify', 'block'];
const anyRule = fc
  .record({
    metric: fc.constantFrom('blocked_list', 'unfamiliar_ip', 'order_amount', 'account_age', 'failed_payments'),
    threshold: fc.integer({ min: 0, max: 20 }),
    minAmount: fc.constantFrom(fen(0), fen(4_000), fen(6_000)),
    stage: fc.constantFrom('both' as const, 'placing' as const, 'paying' as const),
    action: fc.constantFrom(...actions),
    priority: fc.integer({ min: 0, max: 3 }),
  })
  .map(rule);
const anyFacts = fc.record({
  stage: fc.constantFrom('placing' as const, 'paying' as const),
  amount: fc.constantFrom(fen(3_000), fen(5_000), null),
  accountAgeHours: fc.integer({ min: 0, max: 30 }),
  isListed: fc.boolean(),
  isKnownNetwork: fc.boolean(),
  hasKnownNetworks: fc.boolean(),
  counts: fc.record({ 'failed_payments:60': fc.integer({ min: 0, max: 25 }) }),
  isVerified: fc.boolean(),
});

describe('several rules', () => {
  it('decide as the most severe hit says, then priority, then age, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), anyFacts, (rules, facts) => {
        const { action, hits } = evaluateRisk(rules, facts);
        expect(evaluateRisk([...rules].reverse(), facts)).toEqual({ action, hits });
        expect(action).toBe(hits[0]?.action ?? 'allow');
        const rank = hits.map((hit) => {
          const { priority } = rules.find(({ id }) => id === hit.ruleId) as RiskRule;
          return [-actions.indexOf(hit.action), -priority, hit.ruleId] as const;
        });
        const sorted = [...rank].sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
        expect(rank).toEqual(sorted);
      }),
    );
  });

  it('never decide more mildly because one more rule is in force', () => {
    const severity = (action: string) => ['allow', ...actions].indexOf(action);
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), anyRule, anyFacts, (rules, more, facts) => {
        const before = evaluateRisk(rules, facts).action;
        expect(severity(evaluateRisk([...rules, more], facts).action)).toBeGreaterThanOrEqual(severity(before));
      }),
    );
  });

  it('say nothing at a stage at which none of them applies', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), anyFacts, (rules, facts) => {
        const silent = rules.filter((each) => !appliesAt(each, facts.stage));
        expect(evaluateRisk(silent, facts)).toEqual({ action: 'allow', hits: [] });
      }),
    );
  });
});

describe('what has to be looked up', () => {
  it('is what the rules ask for and nothing else', () => {
    expect([...needsOf([])]).toEqual([]);
    expect([...needsOf([rule({}), rule({ metric: 'unfamiliar_ip' })])].sort()).toEqual(['list', 'network']);
    expect([...needsOf([rule({ minAmount: fen(1) })])].sort()).toEqual(['amount', 'list']);
  });
});
