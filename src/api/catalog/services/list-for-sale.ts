import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { dropCached } from '../../../platform/http/response-cache';
import { productTag } from '../public/cache-tags';
import { productsOf } from '../store/shop-products';

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.list-for-sale': ListForSale;
  }
}

export interface SaleChange {
  merchantId: number;
  documentId: string;
  status: 'on_sale' | 'off_sale';
  /** documentId of who does it. */
  operator: string;
}

export interface ListForSale {
  /**
   * A merchant puts one of its products on sale, or takes it off. A draft is operations' to finish, and what they hold is theirs
   * to let go.
   * @throws Refusal NotFoundError, for another merchant's product too; BusinessError for a draft or what operations hold
   */
  (change: SaleChange): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ListForSale =>
  async (change) => {
    const hasChanged = await inTransaction(strapi, (trx) => setState(strapi, trx, change));
    if (hasChanged) await dropCached(strapi, ['api::catalog.product', productTag(change.documentId)]);
  };

async function setState(strapi: Core.Strapi, trx: Trx, change: SaleChange): Promise<boolean> {
  const { merchantId, documentId, status, operator } = change;
  const at = now(strapi);
  const product = (await productsOf(trx, merchantId).andWhere('p.document_id', documentId).first('p.id', 'p.state')) as
    { id: number; state: string } | undefined;
  if (!product) throw new Refusal('NotFoundError');
  if (product.state === 'draft') throw draftRefusal();
  if (status === 'on_sale') await assertNotHeld(trx, product.id);
  const moved = await trx('products')
    .where({ id: product.id, state: product.state })
    .whereNot({ state: status })
    .update({ state: status, updated_at: at });
  if (moved === 0) return false;
  await writeAudit(strapi, trx, {
    actorType: 'user',
    actor: operator,
    action: 'product.set-status',
    subject: 'api::catalog.product',
    subjectId: documentId,
    before: { status: product.state },
    after: { status },
    at,
  });
  return true;
}

/** Asked with the row locked: operations may take it off sale at this moment. */
async function assertNotHeld(trx: Trx, id: number): Promise<void> {
  const row = (await trx('products').where({ id }).forUpdate().first('held_by_operations')) as
    { held_by_operations: boolean | number | null } | undefined;
  if (row?.held_by_operations) throw heldRefusal();
}

const heldRefusal = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'product_held', status: 'off_sale' },
    { zh: '商品已被平台强制下架，请联系平台运营', en: 'Operations have taken this product off sale' },
  );

const draftRefusal = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'product_draft', status: 'draft' },
    { zh: '商品资料还没有完善，请联系平台运营', en: 'The product is still a draft' },
  );
