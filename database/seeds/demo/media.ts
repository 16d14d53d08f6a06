import type { Core } from '@strapi/strapi';
import type { Picture } from './pictures';

/**
 * A media library entry for a picture that ships with the project in `public/demo/images`. The row points at the file there
 * instead of a copy in the uploads folder, which is emptied and moved about on real servers.
 * @returns the row id, ready to be set as a media attribute
 */
export async function ensureMedia(strapi: Core.Strapi, picture: Picture): Promise<number> {
  const url = `/demo/images/${picture.file}`;
  const files = strapi.db.query('plugin::upload.file');
  const known = (await files.findOne({ where: { url }, select: ['id'] })) as { id: number } | null;
  if (known) return known.id;
  const created = (await files.create({
    data: {
      name: picture.file,
      alternativeText: picture.title,
      hash: `demo_${picture.file.replace(/\W/g, '_')}`,
      ext: '.svg',
      mime: 'image/svg+xml',
      size: Number((Buffer.byteLength(picture.svg) / 1024).toFixed(2)),
      width: picture.width,
      height: picture.height,
      url,
      provider: 'local',
      folderPath: '/',
    },
  })) as { id: number };
  return created.id;
}
