import fc from 'fast-check';
import { changeSettings } from '../support/after-sales';
import { application } from '../support/api';
import { stopInstances } from '../support/instance';
import { givePointsRule, pausePointsRules } from '../support/points';
import type { Action } from '../support/scenario/action';
import { askForMoney } from '../support/scenario/after-sale-actions';
import { MortalInstance, performThrough } from '../support/scenario/crash';
import { settleWorld } from '../support/scenario/finish';
import { payAtWechat } from '../support/scenario/payment-actions';
import { SHOP } from '../support/scenario/pricing';
import { drawnFromSeed } from '../support/scenario/seed';
import { payByCode, placeOrder, startToPay } from '../support/scenario/shopping-actions';
import { directCaller, makeWorld } from '../support/scenario/world';

const RUNS = Number(process.env.SCENARIO_CRASHES ?? 1);
const SECONDS_PER_RUN = 180;
/** Deeds that may be repeated when no answer came: by key, by order, or because WeChat repeats them. */
const ROUNDS = [
  [placeOrder, placeOrder, placeOrder, payByCode, placeOrder],
  [startToPay, startToPay, placeOrder, startToPay],
  [payAtWechat, payAtWechat, startToPay, askForMoney, payAtWechat],
  [askForMoney, payAtWechat, startToPay, askForMoney],
];

const draw = fc.record({
  pick: fc.nat(50),
  isWild: fc.constant(false),
  a: fc.nat(99),
  b: fc.nat(99),
  c: fc.nat(9_999),
});
const round = fc.record({
  draws: fc.array(draw, { minLength: 5, maxLength: 5 }),
  killAfter: fc.option(fc.integer({ min: 1, max: 120 }), { freq: 2 }),
});

const undo: (() => Promise<unknown>)[] = [];
let instance: MortalInstance;

beforeAll(async () => {
  const { control } = application().wechat;
  const rules = await pausePointsRules();
  const { restore } = await changeSettings({ redemptionMaxSharePercent: 100 });
  const paying = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 10_000 / SHOP.fenPerPoint });
  const joining = await givePointsRule({ scene: 'register', fixedPoints: SHOP.welcomePoints });
  const { refundSettleSeconds } = control.readSettings();
  await control.changeSettings({ refundSettleSeconds: null });
  undo.push(paying.remove, joining.remove, restore, rules.restore);
  undo.push(() => control.changeSettings({ refundSettleSeconds }));
  instance = await MortalInstance.start();
}, 120_000);

afterAll(async () => {
  await stopInstances();
  application().clock.reset();
  for (const step of undo) await step();
});

describe('an instance that is killed in the middle of what buyers do', () => {
  it(
    'leaves what a model of the rules explains once everybody has asked again',
    async () => {
      const property = fc.asyncProperty(fc.tuple(round, round, round, round), async (rounds) => {
        application().clock.reset();
        const world = await makeWorld({ as: (member) => instance.as(member) });
        for (const [index, { draws, killAfter }] of rounds.entries()) {
          const builders = ROUNDS[index] ?? [];
          const actions: Action[] = [];
          for (const [turn, builder] of builders.entries()) {
            const drawn = draws[turn];
            const action = drawn && (await builder(world, { ...drawn, tag: `round-${index}-${turn}` }));
            if (action) actions.push(action);
          }
          await performThrough({ instance, killAfter }, world, actions);
        }
        world.caller = directCaller;
        await settleWorld(world);
      });
      await fc.assert(property, {
        numRuns: RUNS,
        endOnFailure: true,
        includeErrorInReport: true,
        ...drawnFromSeed(),
      });
    },
    (60 + RUNS * SECONDS_PER_RUN) * 1000,
  );
});
