import { api } from '../support/api';
import { as, database, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import { buy, makeSku, orderOf, pickupOrder, placeOrder } from '../support/shopping';

interface Step {
  type: string;
  label: string;
  amount: number;
  after: number;
}

interface Story {
  items: { paidAmount: number; refundedAmount: number; priceExplanation: Step[] }[];
  timeline: { event: string; title: string; status: string; at: string; note: string | null }[];
}

const storyOf = async (member: SignedIn, orderNo: string) => (await orderOf(member, orderNo)) as unknown as Story;

/** A member with points to spend. */
async function memberWithPoints(points: number): Promise<SignedIn> {
  const pause = await pausePointsRules();
  const rule = await givePointsRule({ scene: 'check_in', fixedPoints: points });
  const member = await signIn();
  await as(member).post('/me/check-ins');
  await rule.remove();
  await pause.restore();
  return member;
}

describe('the story of an order', () => {
  it('tells in Chinese what happened, and keeps the events for programs', async () => {
    const member = await signIn();
    const orderNo = await buy(member, await pickupOrder(await makeSku()));
    const { timeline } = await storyOf(member, orderNo);
    expect(timeline).toMatchObject([
      { event: 'place', title: '提交订单', status: 'pending_payment', note: null },
      { event: 'pay', title: '付款成功，等待发货', status: 'awaiting_fulfilment' },
    ]);
    for (const { at } of timeline) expect(at).toBe(new Date(at).toISOString());
  });

  it('says why an order was closed', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    await as(member).post(`/orders/${orderNo}/cancel`).send({ reason: '买错了' });
    const { timeline } = await storyOf(member, orderNo);
    expect(timeline.at(-1)).toMatchObject({ title: '订单已取消', status: 'closed', note: '买错了' });
  });

  it('is there as soon as the order is placed, and explanations stand in lists too', async () => {
    const member = await signIn();
    const placed = await as(member)
      .post('/orders')
      .send(await pickupOrder(await makeSku({ price: 1_990 }), 3));
    expect(placed.body.data.timeline).toMatchObject([{ title: '提交订单' }]);
    const explanation = [{ type: 'goods', label: '单价 ¥19.90 × 3', amount: 5_970, after: 5_970 }];
    expect(placed.body.data.items[0].priceExplanation).toEqual(explanation);
    const [listed] = (await as(member).get('/orders')).body.data as Story[];
    expect(listed?.items[0]?.priceExplanation).toEqual(explanation);
  });
});

describe('the explanation of the price of a line', () => {
  it('ends at what was paid, with the points by number', async () => {
    const member = await memberWithPoints(300);
    const skus = [await makeSku({ price: 1_000 }), await makeSku({ price: 333 })];
    const first = skus[0];
    if (!first) throw new Error('there are two SKUs');
    const { delivery } = await pickupOrder(first);
    const items = skus.map(({ documentId }) => ({ skuId: documentId, quantity: 1 }));
    const story = await storyOf(member, await placeOrder(member, { items, delivery, pointsToUse: 300 }));
    const points = story.items.map(({ priceExplanation }) => priceExplanation.find(({ type }) => type === 'points'));
    expect(points[0]?.label).toMatch(/^积分抵扣.*（\d+ 积分）$/);
    expect((points[0]?.amount ?? 0) + (points[1]?.amount ?? 0)).toBe(-300);
    for (const item of story.items) expect(item.priceExplanation.at(-1)?.after).toBe(item.paidAmount);
  });

  it('goes on with the refund', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku({ price: 500 }), 2));
    const line = () =>
      database()('order_items').whereIn('order_id', database()('orders').where({ order_no: orderNo }).select('id'));
    await line().update({ refunded_quantity: 1, refunded_amount: 500 });
    const [item] = (await storyOf(member, orderNo)).items;
    expect(item?.priceExplanation.at(-1)).toEqual({
      type: 'refund',
      label: '已退款（1 件）',
      amount: -500,
      after: 500,
    });
    await line().update({ refunded_quantity: 0, refunded_amount: 0 });
    await as(member).post(`/orders/${orderNo}/cancel`).send({});
  });

  it('is for the buyer alone', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    expect((await as(await signIn()).get(`/orders/${orderNo}`)).status).toBe(404);
    expect((await api().get(`/api/v1/orders/${orderNo}`)).status).toBe(401);
  });
});
