import fc from 'fast-check';
import { type Action, perform } from './action';
import { askForMoney, cancelCase, decideCase, receiveReturn, shipBack } from './after-sale-actions';
import { confirmReceipt, preparePickup, shipOrder, verifyPickup } from './fulfilment-actions';
import { autoComplete, silence, sweepPayments, timeOut } from './job-actions';
import { askForPayment, deliverLate, forgetPrepay, payAtWechat } from './payment-actions';
import { finishByHand, sendRefunds, settleAtWechat } from './refund-actions';
import { cancelOrder, payByCode, placeOrder, startToPay } from './shopping-actions';
import { type Builder, type Draw, oneOf } from './steps';
import type { World } from './world';

const BUILDERS = {
  placeOrder,
  payByCode,
  startToPay,
  payAtWechat,
  deliverLate,
  askForPayment,
  forgetPrepay,
  cancelOrder,
  shipOrder,
  preparePickup,
  verifyPickup,
  confirmReceipt,
  askForMoney,
  decideCase,
  receiveReturn,
  cancelCase,
  shipBack,
  sendRefunds,
  settleAtWechat,
  finishByHand,
  timeOut,
  sweepPayments,
  autoComplete,
  silence,
} satisfies Record<string, Builder>;

type Deed = keyof typeof BUILDERS;

/** How often each deed is drawn; what brings an order forward more often than what ends it. */
const WEIGHTS: Record<Deed, number> = {
  placeOrder: 8,
  payByCode: 3,
  startToPay: 8,
  payAtWechat: 9,
  deliverLate: 2,
  askForPayment: 1,
  forgetPrepay: 1,
  cancelOrder: 3,
  shipOrder: 5,
  preparePickup: 2,
  verifyPickup: 2,
  confirmReceipt: 2,
  askForMoney: 7,
  decideCase: 4,
  receiveReturn: 2,
  cancelCase: 1,
  shipBack: 3,
  sendRefunds: 4,
  settleAtWechat: 5,
  finishByHand: 1,
  timeOut: 1,
  sweepPayments: 1,
  autoComplete: 1,
  silence: 1,
};

/** Deeds that several people may do to one order at the same moment. */
const AT_ONCE = [
  'startToPay',
  'payAtWechat',
  'cancelOrder',
  'shipOrder',
  'preparePickup',
  'verifyPickup',
  'confirmReceipt',
  'askForMoney',
  'decideCase',
  'cancelCase',
  'shipBack',
  'receiveReturn',
] as const satisfies readonly Deed[];

/** Deeds that may be sent twice: the model has to explain both answers. */
const TWICE: ReadonlySet<Deed> = new Set([...AT_ONCE, 'placeOrder', 'payByCode', 'deliverLate']);

type Drawn = Omit<Draw, 'tag'>;

const drawn: fc.Arbitrary<Drawn> = fc.record({
  pick: fc.nat(50),
  isWild: fc.nat(7).map((n) => n === 0),
  a: fc.nat(99),
  b: fc.nat(99),
  c: fc.nat(9_999),
});

/** Unique within the world, and the same when the sequence is replayed. */
const withTag = (world: World, draw: Drawn): Draw => ({ ...draw, tag: `step-${world.story.length}` });

type Sequence = fc.AsyncCommand<object, World>;

/** One deed, or the same deed twice at the same moment. */
class Step implements Sequence {
  constructor(
    private readonly deed: Deed,
    private readonly draw: Drawn,
    private readonly isTwice: boolean,
  ) {}

  check = (): boolean => true;

  async run(_model: object, world: World): Promise<void> {
    const action = await BUILDERS[this.deed](world, withTag(world, this.draw));
    if (!action) return;
    await perform(world, this.isTwice && TWICE.has(this.deed) ? [action, action] : [action]);
  }

  toString = (): string => `${this.deed}(${JSON.stringify({ ...this.draw, isTwice: this.isTwice })})`;
}

/** Different deeds to one order at the same moment. */
class Race implements Sequence {
  constructor(
    private readonly deeds: readonly Deed[],
    private readonly draw: Drawn,
  ) {}

  check = (): boolean => true;

  async run(_model: object, world: World): Promise<void> {
    const living = world.model.orders.filter(({ status }) => status !== 'closed' && status !== 'refunded');
    const order = oneOf(living, this.draw.pick);
    if (!order) return;
    const actions: Action[] = [];
    for (const [index, deed] of this.deeds.entries()) {
      const { tag, ...draw } = withTag(world, this.draw);
      const action = await BUILDERS[deed](world, { ...draw, tag: `${tag}-${index}` }, order.orderNo);
      if (action) actions.push(action);
    }
    if (actions.length > 0) await perform(world, actions);
  }

  toString = (): string => `race(${this.deeds.join(',')} ${JSON.stringify(this.draw)})`;
}

const steps = (Object.keys(BUILDERS) as Deed[]).map((deed) => ({
  weight: WEIGHTS[deed],
  arbitrary: fc.tuple(drawn, fc.nat(5)).map(([draw, twice]): Sequence => new Step(deed, draw, twice === 0)),
}));

const races = fc
  .tuple(fc.array(fc.constantFrom(...AT_ONCE), { minLength: 2, maxLength: 3 }), drawn)
  .map(([deeds, draw]): Sequence => new Race(deeds, draw));

export interface SequenceOptions {
  length: number;
  /** What fast-check printed for a failure, to walk the same way again. */
  replayPath?: string | undefined;
}

/** Sequences of deeds as they come in a shop: most of them one by one, some of them at once. */
export const sequences = ({ length, replayPath }: SequenceOptions) =>
  fc.commands([fc.oneof({ weight: 10, arbitrary: races }, ...steps)], {
    size: 'max',
    maxCommands: length,
    ...(replayPath ? { replayPath } : {}),
  });
