import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';

export type PictureField = 'logo' | 'licenseImage';

const MERCHANT = 'api::merchant.merchant';

/** The row of an uploaded picture by its address. @throws Refusal BusinessError when there is none */
export async function findPicture(db: Queries, url: string): Promise<number> {
  const row = (await db('files').where({ url }).andWhere('mime', 'like', 'image/%').first('id')) as
    { id: number } | undefined;
  if (row) return row.id;
  throw new Refusal(
    'BusinessError',
    { reason: 'picture_unknown', url },
    { zh: '没有找到这张图片，请重新上传', en: 'There is no such picture, please upload it again' },
  );
}

/** Puts a picture in a field of a merchant, in the place of the one before; null leaves the field empty. */
export async function setPicture(
  trx: Trx,
  merchantId: number,
  { field, url }: { field: PictureField; url: string | null },
): Promise<void> {
  const place = { related_id: merchantId, related_type: MERCHANT, field };
  const fileId = url === null ? null : await findPicture(trx, url);
  await trx('files_related_mph').where(place).delete();
  if (fileId !== null) await trx('files_related_mph').insert({ ...place, file_id: fileId, order: 1 });
}
