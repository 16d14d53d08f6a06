import type { Core, UID } from '@strapi/strapi';

export interface Made {
  id: number;
  documentId: string;
  isNew: boolean;
}

/** The document with this natural key, created when there is none; an existing one is left as it is. */
export async function ensureDocument(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  { key, data }: { key: Record<string, unknown>; data: Record<string, unknown> },
): Promise<Made> {
  const known = (await strapi.db.query(uid).findOne({ where: key, select: ['id', 'documentId'] })) as Made | null;
  if (known) return { id: known.id, documentId: known.documentId, isNew: false };
  const created = await strapi.documents(uid).create({ data: { ...key, ...data } as never });
  return { id: Number(created.id), documentId: created.documentId, isNew: true };
}
