import type { Action } from './action';
import { type OrderModel } from './model';
import type { World } from './world';

/** What fast-check draws for a step; every builder reads it in its own way. */
export interface Draw {
  /** Which of the candidates. */
  pick: number;
  /** Also candidates for which the deed must be refused. */
  isWild: boolean;
  /** Further choices. */
  a: number;
  b: number;
  c: number;
  /** Names idempotency keys and parcels. */
  tag: string;
}

/** Makes a deed for the world as it is, on one order if it is named; null when there is nothing to do it to. */
export type Builder = (world: World, draw: Draw, orderNo?: string) => Action | null | Promise<Action | null>;

export const oneOf = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length];

/** An order for which the deed makes sense, or any when the draw is wild. */
export function chooseOrder(
  world: World,
  draw: Draw,
  { isFit, orderNo }: { isFit: (order: OrderModel) => boolean; orderNo: string | undefined },
): OrderModel | undefined {
  const candidates = world.model.orders.filter((order) =>
    orderNo === undefined ? draw.isWild || isFit(order) : order.orderNo === orderNo,
  );
  return oneOf(candidates, draw.pick);
}
