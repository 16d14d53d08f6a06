import {
  checkOnSale,
  checkPurchaseLimit,
  checkStock,
  type SaleFacts,
} from '../../../src/domain/catalog/sku-availability';

const NOW = new Date('2026-05-01T00:00:00Z');
const BUYER = { levelThreshold: 0, at: NOW };
const ON_SALE: SaleFacts = {
  skuId: 'sku-1',
  productStatus: 'on_sale',
  isSkuEnabled: true,
  listAt: null,
  delistAt: null,
  requiredLevelThreshold: null,
};

describe('a SKU', () => {
  test('on sale can be bought', () => {
    expect(checkOnSale(ON_SALE, BUYER).ok).toBe(true);
  });

  test.each<[Partial<SaleFacts>, string]>([
    [{ productStatus: 'off_sale' }, 'off_sale'],
    [{ productStatus: 'draft' }, 'off_sale'],
    [{ isSkuEnabled: false }, 'off_sale'],
    [{ listAt: new Date(NOW.getTime() + 1) }, 'not_listed_yet'],
    [{ delistAt: NOW }, 'delisted'],
    [{ requiredLevelThreshold: 2000 }, 'level'],
  ])('that is %j is refused with 1001: %s', (change, reason) => {
    expect(checkOnSale({ ...ON_SALE, ...change }, BUYER)).toMatchObject({
      ok: false,
      error: { code: 1001, details: { skuId: 'sku-1', reason } },
    });
  });

  test('for members of a level is sold to that level and those above, from the first instant of its window on', () => {
    const reserved = { ...ON_SALE, requiredLevelThreshold: 2000, listAt: NOW };
    expect(checkOnSale(reserved, { levelThreshold: 2000, at: NOW }).ok).toBe(true);
    expect(checkOnSale(reserved, { levelThreshold: 10_000, at: NOW }).ok).toBe(true);
    expect(checkOnSale(reserved, { levelThreshold: 500, at: NOW }).ok).toBe(false);
  });
});

describe('a purchase limit', () => {
  const facts = { productId: 'p-1', perUserLimit: 3, boughtQuantity: 2, quantity: 1 };

  test('counts earlier orders', () => {
    expect(checkPurchaseLimit(facts).ok).toBe(true);
    expect(checkPurchaseLimit({ ...facts, quantity: 2 })).toMatchObject({
      error: { code: 1003, details: { limit: 3, remaining: 1 } },
    });
    expect(checkPurchaseLimit({ ...facts, boughtQuantity: 9 })).toMatchObject({ error: { details: { remaining: 0 } } });
  });

  test.each([null, 0])('of %p is no limit', (perUserLimit) => {
    expect(checkPurchaseLimit({ ...facts, perUserLimit, quantity: 999 }).ok).toBe(true);
  });
});

test('stock that falls short is listed SKU by SKU with 1002', () => {
  expect(checkStock([{ skuId: 1, quantity: 2, available: 2 }]).ok).toBe(true);
  expect(
    checkStock([
      { skuId: 1, quantity: 2, available: 2 },
      { skuId: 2, quantity: 2, available: 1 },
      { skuId: 3, quantity: 1, available: -4 },
    ]),
  ).toMatchObject({
    error: {
      code: 1002,
      details: {
        items: [
          { skuId: 2, available: 1 },
          { skuId: 3, available: 0 },
        ],
      },
    },
  });
});
