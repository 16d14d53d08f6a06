import { fromJson, toIso } from '../../../platform/database/rows';
import { maskNickname } from '../../../platform/security/masking';
import type { ShownReviewRow } from '../store/reviews';

/** A review as everybody may see it. */
export function shapeReview(row: ShownReviewRow) {
  const isAnonymous = Boolean(row.is_anonymous);
  return {
    documentId: row.document_id,
    rating: row.rating,
    content: row.content,
    images: fromJson<string[]>(row.images) ?? [],
    specs: fromJson<Record<string, string>>(row.specs) ?? {},
    nickname: isAnonymous ? '匿名用户' : maskNickname(row.nickname),
    avatar: isAnonymous ? null : row.avatar,
    reply: row.reply,
    repliedAt: toIso(row.replied_at),
    createdAt: toIso(row.created_at),
  };
}
