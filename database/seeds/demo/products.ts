import type { Core, UID } from '@strapi/strapi';
import { getService } from '../../../src/platform/get-service';
import { ensureDocument } from '../ensure';
import { ensureMedia } from './media';
import { demoPicture } from './pictures';
import type { DemoProduct } from './demo-product';
import { PRODUCTS } from './product-list';

const DEFAULT_STOCK = 100;

export async function seedProducts(strapi: Core.Strapi): Promise<void> {
  for (const [sort, product] of PRODUCTS.entries()) {
    const { id } = await ensureProduct(strapi, product, sort);
    for (const sku of skusOf(product)) {
      const { id: skuId } = await ensureDocument(strapi, 'api::catalog.sku', {
        key: { code: sku.code },
        data: { ...sku.data, product: id },
      });
      await stockUp(strapi, skuId, product.stock ?? DEFAULT_STOCK);
    }
  }
}

async function ensureProduct(strapi: Core.Strapi, product: DemoProduct, sort: number) {
  const cover = await ensureMedia(strapi, demoPicture(`product-${product.slug}`));
  const flags = Object.fromEntries((product.flags ?? []).map((flag) => [flag, true]));
  return ensureDocument(strapi, 'api::catalog.product', {
    key: { name: product.name },
    data: {
      subtitle: product.subtitle,
      tags: product.tags,
      description: `## ${product.name}\n\n${product.subtitle}。\n\n- 品质保证，七天无忧\n- 演示商品，图片为示意`,
      cover,
      gallery: [cover],
      categories: [await idOf(strapi, 'api::catalog.category', product.category)],
      brand: await idOf(strapi, 'api::catalog.brand', product.brand),
      merchant: await idOf(strapi, 'api::merchant.merchant', product.merchant),
      memberLevel: await idOf(strapi, 'api::member.member-level', product.memberLevel),
      state: 'on_sale',
      sort,
      ...flags,
      ...product.more,
    },
  });
}

async function idOf(strapi: Core.Strapi, uid: UID.ContentType, name: string | undefined): Promise<number | null> {
  if (name === undefined) return null;
  const found = (await strapi.db.query(uid).findOne({ where: { name }, select: ['id'] })) as { id: number } | null;
  if (!found) throw new Error(`the demo refers to ${uid} "${name}", which does not exist`);
  return found.id;
}

interface SkuSeed {
  code: string;
  data: Record<string, unknown>;
}

/** All combinations of the options, in order. */
function skusOf(product: DemoProduct): SkuSeed[] {
  let combinations: { specs: Record<string, string>; extra: number }[] = [{ specs: {}, extra: 0 }];
  for (const [name, options] of Object.entries(product.specs)) {
    combinations = combinations.flatMap(({ specs, extra }) =>
      options.map((option) => {
        const [value, more] = typeof option === 'string' ? [option, 0] : option;
        return { specs: { ...specs, [name]: value }, extra: extra + more };
      }),
    );
  }
  return combinations.map(({ specs, extra }, index) => ({
    code: `${product.slug.toUpperCase()}-${String(index + 1).padStart(2, '0')}`,
    data: {
      specs,
      price: product.price + extra,
      marketPrice: product.marketPrice === undefined ? null : product.marketPrice + extra,
      cost: Math.floor((product.price + extra) * 0.6),
      weightGrams: product.weightGrams ?? 0,
      enabled: true,
      sort: index,
    },
  }));
}

/** The first delivery, through the same action as every later one, unless stock has moved before. */
async function stockUp(strapi: Core.Strapi, skuId: number, pieces: number): Promise<void> {
  const { connection } = strapi.db;
  const hasMoved = (await connection('stock_movements').where('sku_id', skuId).first('id')) !== undefined;
  if (pieces === 0 || hasMoved) return;
  const inventory = (await connection('inventories').where('sku_id', skuId).first('document_id')) as {
    document_id: string;
  };
  await getService(strapi, 'api::catalog.adjust-stock').adjustStock({
    inventoryDocumentId: inventory.document_id,
    delta: pieces,
    reason: '演示数据入库',
    operator: 'demo',
    operatorType: 'system',
  });
}
