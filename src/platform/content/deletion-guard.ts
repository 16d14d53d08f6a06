import type { Core, UID } from '@strapi/strapi';
import { inTransaction, type Trx } from '../database/in-transaction';
import { Refusal } from '../errors/refusal';

export interface DeletionGuard {
  uid: UID.ContentType;
  /** Whether records refer to one of these rows. */
  isReferenced(trx: Trx, ids: number[]): Promise<boolean>;
  /** What staff should do instead. */
  sentence: { zh: string; en: string };
  /** Removes what belongs to the rows alone, before they go. */
  cleanUp?(trx: Trx, ids: number[]): Promise<void>;
}

interface DeleteEvent {
  params: { where?: unknown };
}

/**
 * Refuses to delete content that records refer to, wherever the deletion comes from, because records must keep making sense.
 * A lifecycle hook, since it runs inside the deletion's own transaction. Call from a feature's `bootstrap`.
 */
export function guardDeletion(strapi: Core.Strapi, guard: DeletionGuard): void {
  const check = async ({ params }: DeleteEvent): Promise<void> => {
    const rows = (await strapi.db.query(guard.uid).findMany({ where: params.where as never, select: ['id'] })) as {
      id: number;
    }[];
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    await inTransaction(strapi, async (trx) => {
      // Locked first: what would come to refer to these rows meanwhile waits, and finds them gone or still there.
      await trx(strapi.db.metadata.get(guard.uid).tableName).whereIn('id', ids).orderBy('id').forUpdate().select('id');
      if (await guard.isReferenced(trx, ids)) {
        throw new Refusal('BusinessError', { contentType: guard.uid }, guard.sentence);
      }
      await guard.cleanUp?.(trx, ids);
    });
  };
  strapi.db.lifecycles.subscribe({
    models: [guard.uid],
    beforeDelete: (event: DeleteEvent) => check(event),
    beforeDeleteMany: (event: DeleteEvent) => check(event),
  } as never);
}

export interface ForeignKey {
  table: string;
  column: string;
}

/** Whether a table has a row whose column is one of these ids. */
export async function hasReference(trx: Trx, { table, column }: ForeignKey, ids: number[]): Promise<boolean> {
  return (await trx(table).whereIn(column, ids).first('id')) !== undefined;
}
