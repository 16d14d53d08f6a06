import { application } from '../support/api';

interface Attribute {
  type: string;
  joinTable?: { name: string };
  joinColumn?: { name: string };
}

/** Everything that several requests change at once: money, stock, points, and the orders they belong to. */
const HOT_RECORDS = [
  'api::order.order',
  'api::order.order-item',
  'api::order.shipment',
  'api::payment.payment',
  'api::payment.refund',
  'api::payment.reconciliation-difference',
  'api::payment.profit-sharing',
  'api::payment.profit-return',
  'api::payment.payout',
  'api::merchant.settlement',
  'api::merchant.settlement-line',
  'api::merchant.repayment',
  'api::catalog.inventory',
  'api::catalog.stock-movement',
  'api::member.browsing-record',
  'api::member.favorite',
  'api::member.growth-record',
  'api::member.invitation',
  'api::points.points-account',
  'api::points.points-lot',
  'api::points.points-hold',
  'api::points.points-record',
] as const;

describe('records that are changed by parallel requests', () => {
  // Incident 31: rows of link tables are written apart from the record and collide with one another.
  it.each(HOT_RECORDS)('keep their relations in columns of their own: %s', (uid) => {
    const { attributes } = application().strapi.db.metadata.get(uid) as unknown as {
      attributes: Record<string, Attribute>;
    };
    const relations = Object.entries(attributes).filter(([, { type }]) => type === 'relation');
    const own = relations.filter(([name]) => !['createdBy', 'updatedBy', 'localizations'].includes(name));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(([, relation]) => relation.joinTable || !relation.joinColumn)).toEqual([]);
  });
});
