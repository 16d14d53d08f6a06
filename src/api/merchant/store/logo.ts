import type { Knex } from 'knex';

/** The address of a merchant's logo, or null. */
export async function findLogo(connection: Knex, merchantId: number): Promise<string | null> {
  const row = (await connection('files as f')
    .join('files_related_mph as r', 'r.file_id', 'f.id')
    .where({ 'r.related_id': merchantId, 'r.related_type': 'api::merchant.merchant', 'r.field': 'logo' })
    .first('f.url')) as { url: string } | undefined;
  return row?.url ?? null;
}
