import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { type StoredInstant, toIso } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { countInvitations } from '../store/invitations';

const RECORDS = 20;

interface GrowthRecordRow {
  change: number;
  growth_after: number;
  description: string | null;
  order_no: string | null;
  created_at: StoredInstant;
}

/**
 * Where a member stands and how the growth came about, for staff: level, points, invitations, the last changes of the growth.
 * @throws Refusal NotFoundError
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (documentId: string) => {
    const { connection } = strapi.db;
    const user = (await connection('up_users').where({ document_id: documentId }).first('id')) as
      { id: number } | undefined;
    if (!user) throw new Refusal('NotFoundError');
    const { level, growth, evaluatedOn } = await getService(strapi, 'api::member.read-membership')(user.id);
    const { available, frozen, total, used } = await getService(strapi, 'api::points.read-account')(
      user.id,
      now(strapi),
    );
    const records = (await connection('growth_records')
      .where({ user_id: user.id })
      .orderBy('id', 'desc')
      .limit(RECORDS)) as GrowthRecordRow[];
    return {
      levelName: level?.name ?? null,
      growth,
      evaluatedOn,
      points: { available, frozen, total, used },
      invitations: await countInvitations(connection, user.id),
      growthRecords: records.map((record) => ({
        change: record.change,
        growthAfter: record.growth_after,
        description: record.description ?? '',
        orderNo: record.order_no,
        at: toIso(record.created_at),
      })),
    };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.read-member-story': ReturnType<typeof factory>;
  }
}
