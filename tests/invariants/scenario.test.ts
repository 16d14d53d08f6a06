import type {} from '../../src/api/operations/services/audit';
import fc from 'fast-check';
import { getService } from '../../src/platform/get-service';
import { changeSettings } from '../support/after-sales';
import { application } from '../support/api';
import { givePointsRule, pausePointsRules } from '../support/points';
import { differencesOn, tradingDays } from '../support/scenario/bills';
import { sequences } from '../support/scenario/commands';
import { settleWorld } from '../support/scenario/finish';
import { DAY } from '../support/scenario/model';
import { SHOP } from '../support/scenario/pricing';
import { drawnFromSeed } from '../support/scenario/seed';
import { directCaller, makeWorld } from '../support/scenario/world';

const numberOf = (name: string): number | undefined => (process.env[name] ? Number(process.env[name]) : undefined);
const RUNS = numberOf('SCENARIO_RUNS') ?? 60;
const path = process.env.SCENARIO_PATH;
const LENGTH = 40;
/** Days on which no other suite trades, so that the bills of these days are about these sequences alone. */
const FAR_DAYS = 700;
const SECONDS_PER_RUN = 10;

const undo: (() => Promise<unknown>)[] = [];
const control = () => application().wechat.control;

beforeAll(async () => {
  const rules = await pausePointsRules();
  const { restore } = await changeSettings({ redemptionMaxSharePercent: 100 });
  const paying = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 10_000 / SHOP.fenPerPoint });
  const joining = await givePointsRule({ scene: 'register', fixedPoints: SHOP.welcomePoints });
  const { refundSettleSeconds } = control().readSettings();
  await control().changeSettings({ refundSettleSeconds: null });
  undo.push(paying.remove, joining.remove, restore, rules.restore);
  undo.push(() => control().changeSettings({ refundSettleSeconds }));
});

afterAll(async () => {
  control().clearFaults();
  application().clock.reset();
  for (const step of undo) await step();
});

/** @returns the instant at which it stands now */
function setClock(): number {
  application().clock.reset();
  application().clock.advance({ days: FAR_DAYS });
  return application().clock.now().getTime();
}

describe('any sequence of what buyers, shop, WeChat and time do', () => {
  it(
    'is explained by a model that knows only the rules, and loses no fen, point or piece',
    async () => {
      const replayPath = process.env.SCENARIO_REPLAY;
      await fc.assert(
        fc.asyncProperty(sequences({ length: LENGTH, replayPath }), async (steps) => {
          setClock();
          const world = await makeWorld(directCaller);
          await fc.asyncModelRun(() => ({ model: {}, real: world }), steps);
          await settleWorld(world);
        }),
        {
          numRuns: RUNS,
          includeErrorInReport: true,
          ...drawnFromSeed(),
          ...(path ? { path } : {}),
        },
      );
      const { violations } = await getService(application().strapi, 'api::operations.audit')();
      expect(violations).toEqual([]);
    },
    (60 + RUNS * SECONDS_PER_RUN) * 1000,
  );

  it('agrees with every bill that WeChat writes about it', async () => {
    const days = tradingDays(setClock() - DAY);
    expect(days.length).toBeGreaterThan(0);
    for (const day of days) expect(await differencesOn(day)).toEqual([]);
  }, 120_000);
});
