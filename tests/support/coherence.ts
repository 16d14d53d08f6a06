/** The part of a knex connection that reading whole tables needs; the books of another process can be read as well. */
export type Books = (table: string) => {
  orderBy(column: string): PromiseLike<Record<string, unknown>[]>;
};

export interface Scope {
  /** Row ids of users; all when left out. */
  users?: number[];
  /** Row ids of SKUs; all when left out. */
  skus?: number[];
}

type Row = Record<string, unknown>;

const num = (value: unknown): number => Number(value ?? 0);
const sum = (rows: Row[], column: string): number => rows.reduce((total, row) => total + num(row[column]), 0);
const groupBy = (rows: Row[], column: string): Map<number, Row[]> => {
  const groups = new Map<number, Row[]>();
  for (const row of rows) groups.set(num(row[column]), [...(groups.get(num(row[column])) ?? []), row]);
  return groups;
};

/**
 * What does not add up in the books, one sentence each; empty when everything does.
 * Written from the specification (domain.md §§4–6) on plain rows, so that it shares no mistake with the application.
 */
export async function incoherences(books: Books, scope: Scope = {}): Promise<string[]> {
  return [
    ...(await pointsFaults(books, scope.users)),
    ...(await growthFaults(books, scope.users)),
    ...(await stockFaults(books, scope.skus)),
    ...(await orderFaults(books, scope.users)),
    ...(await paymentFaults(books, scope.users)),
    ...(await afterSaleFaults(books, scope.users)),
  ];
}

/** Fails the test with every sentence of {@link incoherences}. */
export async function expectCoherent(books: Books, scope: Scope = {}): Promise<void> {
  expect(await incoherences(books, scope)).toEqual([]);
}

class Faults {
  readonly found: string[] = [];

  equal(what: string, actual: number, expected: number): void {
    if (actual !== expected) this.found.push(`${what}: ${actual} instead of ${expected}`);
  }

  holds(what: string, isTrue: boolean): void {
    if (!isTrue) this.found.push(what);
  }
}

async function pointsFaults(books: Books, users: number[] | undefined): Promise<string[]> {
  const faults = new Faults();
  const lots = groupBy(await books('points_lots').orderBy('id'), 'user_id');
  const records = groupBy(await books('points_records').orderBy('id'), 'user_id');
  const holds = groupBy(await books('points_holds').orderBy('id'), 'user_id');
  const accounts = await books('points_accounts').orderBy('id');
  for (const account of accounts) {
    const user = num(account.user_id);
    if (users && !users.includes(user)) continue;
    const who = `user ${user}`;
    const ledger = records.get(user) ?? [];
    const held = (holds.get(user) ?? []).filter((hold) => hold.state === 'held');
    faults.equal(`${who} available = lots`, num(account.available), sum(lots.get(user) ?? [], 'remaining'));
    const balance = num(account.available) + num(account.frozen) - num(account.debt);
    faults.equal(`${who} available + frozen - debt = ledger`, balance, sum(ledger, 'change'));
    faults.equal(`${who} frozen = holds`, num(account.frozen), sum(held, 'points'));
    for (const column of ['available', 'frozen', 'debt', 'total', 'used', 'expired']) {
      faults.holds(`${who} ${column} is negative`, num(account[column]) >= 0);
    }
    runningSum(faults, who, ledger);
  }
  const known = new Set(accounts.map((account) => num(account.user_id)));
  for (const user of records.keys()) faults.holds(`user ${user} has records and no account`, known.has(user));
  return [...faults.found, ...(await lotFaults(books)), ...(await ruleFaults(books))];
}

function runningSum(faults: Faults, who: string, ledger: Row[]): void {
  let running = 0;
  for (const record of ledger) {
    running += num(record.change);
    faults.equal(`${who} record ${num(record.id)} balance after`, num(record.balance_after), running);
    const isMove = record.type === 'freeze' || record.type === 'unfreeze';
    faults.holds(`${who} record ${num(record.id)} moves the balance`, !isMove || num(record.change) === 0);
  }
}

async function lotFaults(books: Books): Promise<string[]> {
  const faults = new Faults();
  for (const lot of await books('points_lots').orderBy('id')) {
    const isWithin = num(lot.remaining) >= 0 && num(lot.remaining) <= num(lot.points);
    faults.holds(`lot ${num(lot.id)} has ${num(lot.remaining)} of ${num(lot.points)} left`, isWithin);
  }
  const keys = (await books('points_records').orderBy('id')).map((record) => record.idempotency_key);
  faults.equal('distinct idempotency keys of the ledger', new Set(keys).size, keys.length);
  return faults.found;
}

async function ruleFaults(books: Books): Promise<string[]> {
  const faults = new Faults();
  const records = groupBy(await books('points_records').orderBy('id'), 'rule_id');
  const usages = groupBy(await books('points_rule_usages').orderBy('id'), 'rule_id');
  for (const rule of await books('points_rules').orderBy('id')) {
    const id = num(rule.id);
    const limit = num(rule.total_limit);
    const own = (records.get(id) ?? []).filter(({ type }) => type === 'award' || type === 'clawback');
    const given = sum(own, 'change');
    faults.holds(`rule ${id} gave ${given} of ${limit}`, limit === 0 || given <= limit);
    for (const usage of usages.get(id) ?? []) {
      const bucket = String(usage.bucket);
      faults.equal(`rule ${id} counted for ${bucket}`, num(usage.points), sum(recordsIn(own, bucket), 'change'));
    }
  }
  return faults.found;
}

const SHOP_OFFSET_MS = 8 * 3_600_000;
const dayOf = (instant: unknown): string =>
  new Date(new Date(instant as Date | number | string).getTime() + SHOP_OFFSET_MS).toISOString().slice(0, 10);

/** The entries of a rule that a counter is about: all of them, or what a user was given on a day, whenever it was taken back. */
function recordsIn(entries: Row[], bucket: string): Row[] {
  if (bucket === 'total') return entries;
  const [, user, day] = bucket.split(':');
  const awards = entries.filter(
    (entry) => entry.type === 'award' && num(entry.user_id) === num(user) && dayOf(entry.created_at) === day,
  );
  const ids = new Set(awards.map(({ id }) => num(id)));
  return [...awards, ...entries.filter((entry) => entry.type === 'clawback' && ids.has(num(entry.reverses_id)))];
}

async function growthFaults(books: Books, users: number[] | undefined): Promise<string[]> {
  const faults = new Faults();
  const records = groupBy(await books('growth_records').orderBy('id'), 'user_id');
  for (const user of await books('up_users').orderBy('id')) {
    if (users && !users.includes(num(user.id))) continue;
    let running = 0;
    for (const record of records.get(num(user.id)) ?? []) {
      running += num(record.change);
      faults.equal(`growth record ${num(record.id)} growth after`, num(record.growth_after), running);
      faults.holds(`growth record ${num(record.id)} goes below 0`, running >= 0);
    }
    faults.equal(`user ${num(user.id)} growth = records`, num(user.growth), running);
  }
  return faults.found;
}

async function stockFaults(books: Books, skus: number[] | undefined): Promise<string[]> {
  const faults = new Faults();
  const movements = groupBy(await books('stock_movements').orderBy('id'), 'sku_id');
  const open = (await books('orders').orderBy('id')).filter((order) => order.state === 'pending_payment');
  const openIds = new Set(open.map((order) => num(order.id)));
  const waiting = (await books('order_items').orderBy('id')).filter((item) => openIds.has(num(item.order_id)));
  const reserved = groupBy(waiting, 'sku_id');
  for (const inventory of await books('inventories').orderBy('id')) {
    const sku = num(inventory.sku_id);
    if (skus && !skus.includes(sku)) continue;
    const moves = movements.get(sku) ?? [];
    for (const column of ['available', 'reserved', 'sold']) {
      faults.equal(`sku ${sku} ${column} = movements`, num(inventory[column]), sum(moves, `${column}_change`));
      faults.holds(`sku ${sku} ${column} is negative`, num(inventory[column]) >= 0);
    }
    faults.equal(
      `sku ${sku} reserved = open orders`,
      num(inventory.reserved),
      sum(reserved.get(sku) ?? [], 'quantity'),
    );
    let running = 0;
    for (const move of moves) {
      running += num(move.available_change);
      faults.equal(`sku ${sku} movement ${num(move.id)} available after`, num(move.available_after), running);
    }
  }
  return faults.found;
}

const PAID = new Set(['awaiting_group', 'awaiting_fulfilment', 'shipped', 'ready_for_pickup', 'completed', 'refunded']);

async function orderFaults(books: Books, users: number[] | undefined): Promise<string[]> {
  const faults = new Faults();
  const items = groupBy(await books('order_items').orderBy('id'), 'order_id');
  for (const order of await books('orders').orderBy('id')) {
    if (users && !users.includes(num(order.user_id))) continue;
    const what = `order ${String(order.order_no)}`;
    const lines = items.get(num(order.id)) ?? [];
    const pay = num(order.items_amount) - num(order.discount_amount) + num(order.freight_amount);
    faults.equal(`${what} pay = items - discounts + freight`, num(order.pay_amount), pay);
    faults.equal(`${what} paid`, num(order.paid_amount), PAID.has(String(order.state)) ? num(order.pay_amount) : 0);
    faults.holds(`${what} refunded more than paid`, num(order.refunded_amount) <= num(order.paid_amount));
    if (lines.length === 0) {
      faults.holds(`${what} has no lines`, order.type === 'scan');
      continue;
    }
    faults.equal(`${what} lines' amounts`, sum(lines, 'amount'), num(order.items_amount));
    faults.equal(`${what} lines' points`, sum(lines, 'points_used'), num(order.points_used));
    faults.equal(`${what} lines' points to earn`, sum(lines, 'points_to_earn'), num(order.points_to_earn));
    faults.equal(`${what} lines' points earned`, sum(lines, 'points_earned'), num(order.points_earned));
    faults.equal(`${what} lines' freight`, sum(lines, 'freight_share'), num(order.freight_amount));
    const goods = num(order.items_amount) - num(order.discount_amount);
    faults.equal(`${what} lines' paid shares`, sum(lines, 'paid_amount'), goods);
  }
  return faults.found;
}

async function paymentFaults(books: Books, users: number[] | undefined): Promise<string[]> {
  const faults = new Faults();
  const refunds = groupBy(await books('refunds').orderBy('id'), 'payment_id');
  const payments = await books('payments').orderBy('id');
  for (const payment of payments) {
    const what = `payment ${String(payment.out_trade_no)}`;
    const given = refunds.get(num(payment.id)) ?? [];
    const done = given.filter((refund) => refund.state === 'succeeded');
    const open = given.filter((refund) => ['created', 'processing', 'abnormal'].includes(String(refund.state)));
    faults.equal(`${what} refunded = refunds`, num(payment.refunded_amount), sum(done, 'amount'));
    faults.equal(`${what} refunding = refunds`, num(payment.refunding_amount), sum(open, 'amount'));
    const isCovered = sum(done, 'amount') + sum(open, 'amount') <= num(payment.amount);
    faults.holds(`${what} gives back more than came in`, isCovered);
    faults.holds(`${what} is refunded though never paid`, payment.state === 'succeeded' || given.length === 0);
  }
  const byOrder = groupBy(payments, 'order_id');
  for (const order of await books('orders').orderBy('id')) {
    if (users && !users.includes(num(order.user_id))) continue;
    const received = (byOrder.get(num(order.id)) ?? []).filter((payment) => payment.state === 'succeeded');
    const surplus = received.filter((payment) =>
      (refunds.get(num(payment.id)) ?? []).some((refund) => refund.reason !== 'after_sale'),
    );
    const kept = sum(received, 'amount') - sum(surplus, 'amount');
    faults.equal(`order ${String(order.order_no)} paid = payments kept`, num(order.paid_amount), kept);
  }
  return faults.found;
}

const ENDED_WITHOUT_MONEY = new Set(['rejected', 'cancelled']);

/** What orders and lines say of refunds is what the cases say whose money has gone back; units in a case are not shipped. */
async function afterSaleFaults(books: Books, users: number[] | undefined): Promise<string[]> {
  const faults = new Faults();
  const cases = groupBy(await books('after_sales').orderBy('id'), 'order_id');
  const lines = groupBy(await books('order_items').orderBy('id'), 'order_id');
  const refunds = groupBy(await books('refunds').orderBy('id'), 'order_id');
  for (const order of await books('orders').orderBy('id')) {
    if (users && !users.includes(num(order.user_id))) continue;
    const what = `order ${String(order.order_no)}`;
    const own = cases.get(num(order.id)) ?? [];
    const settled = own.filter((row) => row.refunded_at !== null);
    const paidBack = (refunds.get(num(order.id)) ?? []).filter(
      (refund) => refund.state === 'succeeded' && refund.after_sale_no !== null,
    );
    faults.equal(`${what} refunded = settled cases`, num(order.refunded_amount), sum(settled, 'amount'));
    faults.equal(`${what} refunded = its refunds`, num(order.refunded_amount), sum(paidBack, 'amount'));
    for (const line of lines.get(num(order.id)) ?? []) {
      const units = (rows: Row[]) => rows.flatMap(caseItems).filter((item) => num(item.lineId) === num(line.id));
      const returned = units(settled);
      const standing = units(own.filter((row) => !ENDED_WITHOUT_MONEY.has(String(row.state))));
      const where = `${what} line ${num(line.line_no)}`;
      faults.equal(`${where} refunded units`, num(line.refunded_quantity), sum(returned, 'quantity'));
      faults.equal(`${where} refunded money`, num(line.refunded_amount), sum(returned, 'amount'));
      faults.equal(`${where} units not to be shipped`, num(line.cancelled_quantity), sum(standing, 'unshipped'));
      faults.holds(`${where} pays back more than was paid`, num(line.refunded_amount) <= num(line.paid_amount));
    }
  }
  return faults.found;
}

const caseItems = (row: Row): Row[] =>
  (typeof row.items === 'string' ? JSON.parse(row.items) : (row.items ?? [])) as Row[];
