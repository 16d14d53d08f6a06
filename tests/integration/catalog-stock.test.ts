import { application } from '../support/api';
import { makeProduct, movementsOf, setStock, statementsOf, stockOf } from '../support/catalog';

interface StockServices {
  reserveStock(trx: unknown, input: unknown): Promise<unknown[]>;
  releaseStock(trx: unknown, input: unknown): Promise<unknown[]>;
  captureStock(trx: unknown, input: unknown): Promise<unknown[]>;
  returnStock(trx: unknown, input: unknown): Promise<unknown[]>;
  adjustStock(input: unknown): Promise<{ available: number }>;
}

const service = (name: string) => application().strapi.service(`api::catalog.${name}`) as unknown as StockServices;
const inTrx = <T>(work: (trx: unknown) => Promise<T>): Promise<T> =>
  application().strapi.db.transaction(({ trx }) => work(trx)) as Promise<T>;
// The application's own Date: one made in the test's realm is no instance of it.
const now = () => application().clock.now();
const reserve = (orderNo: string, lines: { skuId: number; quantity: number }[]) =>
  inTrx((trx) => service('reserve-stock').reserveStock(trx, { orderNo, lines, at: now() }));
const release = (orderNo: string) => inTrx((trx) => service('release-stock').releaseStock(trx, { orderNo, at: now() }));
const capture = (orderNo: string) => inTrx((trx) => service('capture-stock').captureStock(trx, { orderNo, at: now() }));

async function makeSku(available: number): Promise<number> {
  const { skus } = await makeProduct([1000]);
  const id = skus[0]?.id ?? 0;
  await setStock(id, available);
  return id;
}

// These reservations belong to no order, so they are given back for the sake of the books all suites share.
afterAll(async () => {
  const orderNos = (await application()
    .strapi.db.connection('stock_movements')
    .where('order_no', 'like', 'S-%')
    .distinct()
    .pluck('order_no')) as string[];
  for (const orderNo of orderNos) await release(orderNo);
});

describe('stock', () => {
  it('is taken from available when an order reserves, and every change leaves a movement', async () => {
    const skuId = await makeSku(5);
    const changes = await reserve('S-1', [{ skuId, quantity: 2 }]);
    expect(changes).toEqual([{ skuId, availableBefore: 5, availableAfter: 3 }]);
    expect(await stockOf(skuId)).toEqual({ available: 3, reserved: 2, sold: 0 });
    expect(await movementsOf(skuId)).toMatchObject([{ reason: 'reserve', available_change: -2, available_after: 3 }]);
  });

  it('refuses an order that wants more, names every short SKU and leaves nothing reserved', async () => {
    const [plenty, scarce, none] = [await makeSku(9), await makeSku(1), await makeSku(0)];
    const attempt = reserve('S-2', [
      { skuId: scarce, quantity: 2 },
      { skuId: plenty, quantity: 1 },
      { skuId: none, quantity: 1 },
    ]);
    await expect(attempt).rejects.toMatchObject({
      name: 'InsufficientStockError',
      details: { items: [{ available: 1 }, { available: 0 }] },
    });
    expect(await stockOf(plenty)).toEqual({ available: 9, reserved: 0, sold: 0 });
    expect(await movementsOf(plenty)).toEqual([]);
  });

  it('sells the last piece once, however many ask for it at the same time', async () => {
    const skuId = await makeSku(1);
    const attempts = Array.from({ length: 20 }, (_, index) => reserve(`S-3-${index}`, [{ skuId, quantity: 1 }]));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stockOf(skuId)).toEqual({ available: 0, reserved: 1, sold: 0 });
  });

  it('comes back exactly once when an unpaid order is closed twice, also when it was sold out', async () => {
    const skuId = await makeSku(2);
    await reserve('S-4', [{ skuId, quantity: 2 }]);
    await release('S-4');
    expect(await release('S-4')).toEqual([]);
    expect(await stockOf(skuId)).toEqual({ available: 2, reserved: 0, sold: 0 });
  });

  it('does not come back for an order that never took any', async () => {
    expect(await release('S-unknown')).toEqual([]);
  });

  it('has one winner when an order is released many times in parallel', async () => {
    const skuId = await makeSku(3);
    await reserve('S-5', [{ skuId, quantity: 3 }]);
    await Promise.allSettled(Array.from({ length: 8 }, () => release('S-5')));
    expect(await stockOf(skuId)).toEqual({ available: 3, reserved: 0, sold: 0 });
  });

  it('is sold once when the payment is confirmed, counts as sales, and cannot be released any more', async () => {
    const { id, skus } = await makeProduct([1000, 2000]);
    for (const sku of skus) await setStock(sku.id, 5);
    await reserve(
      'S-6',
      skus.map((sku) => ({ skuId: sku.id, quantity: 2 })),
    );
    await capture('S-6');
    expect(await capture('S-6')).toEqual([]);
    expect(await release('S-6')).toEqual([]);
    expect(await stockOf(skus[0]?.id ?? 0)).toEqual({ available: 3, reserved: 0, sold: 2 });
    const product: unknown = await application().strapi.db.connection('products').where({ id }).first('sales');
    expect(product).toMatchObject({ sales: 4 });
  });

  it('returns sold pieces once per refund', async () => {
    const skuId = await makeSku(5);
    await reserve('S-7', [{ skuId, quantity: 3 }]);
    await capture('S-7');
    const giveBack = () =>
      inTrx((trx) =>
        service('return-stock').returnStock(trx, {
          operationNo: 'R-7',
          orderNo: 'S-7',
          lines: [{ skuId, quantity: 2 }],
          at: now(),
        }),
      );
    await giveBack();
    expect(await giveBack()).toEqual([]);
    expect(await stockOf(skuId)).toEqual({ available: 4, reserved: 0, sold: 1 });
  });

  it('changes by a delta when staff adjust it, with a movement and an audit entry, and never below zero', async () => {
    const skuId = await makeSku(4);
    const { connection } = application().strapi.db;
    const { document_id: inventoryDocumentId } = (await connection('inventories').where('sku_id', skuId).first()) as {
      document_id: string;
    };
    const adjust = (delta: number) =>
      service('adjust-stock').adjustStock({ inventoryDocumentId, delta, reason: '盘点', operator: 'admin-1' });
    expect(await adjust(6)).toEqual({ available: 10 });
    await expect(adjust(-11)).rejects.toMatchObject({ name: 'InsufficientStockError' });
    await expect(adjust(0)).rejects.toMatchObject({ name: 'ValidationError' });
    expect(await stockOf(skuId)).toMatchObject({ available: 10 });
    expect(await movementsOf(skuId)).toMatchObject([{ reason: 'adjust', available_change: 6, available_after: 10 }]);
    const audit: unknown = await connection('audit_logs')
      .where({ subject_id: inventoryDocumentId, actor: 'admin-1' })
      .first();
    expect(audit).toMatchObject({ actor: 'admin-1', action: 'inventory.adjust' });
  });
});

describe('SKUs for orders', () => {
  it('are loaded with product, merchant, level and stock in one statement, in the order asked for', async () => {
    const { strapi } = application();
    const { documentId, skus } = await makeProduct([1000, 2000], { perUserLimit: 3 });
    await setStock(skus[0]?.id ?? 0, 7);
    const ids = [skus[1]?.documentId ?? '', 'unknown', skus[0]?.documentId ?? ''];
    const loader = strapi.service('api::catalog.sellable-skus') as unknown as {
      load(connection: unknown, ids: string[]): Promise<unknown[]>;
    };
    let found: unknown[] = [];
    const statements = await statementsOf(async () => {
      found = await loader.load(strapi.db.connection, ids);
    });
    expect(statements).toHaveLength(1);
    expect(found).toMatchObject([
      { skuDocumentId: ids[0], price: 2000, available: 0 },
      {
        skuDocumentId: ids[2],
        productDocumentId: documentId,
        price: 1000,
        available: 7,
        perUserLimit: 3,
        isOnSale: true,
        deliveryModes: ['express', 'pickup'],
        specs: { 规格: '第 1 款' },
      },
    ]);
  });
});
