import type { LevelRow } from '../store/profiles';

export interface HeldLevel extends LevelRow {
  growthThreshold: number;
}

export const withThreshold = (row: LevelRow): HeldLevel => ({ ...row, growthThreshold: row.growth_threshold });

/** The level on the user's row. What is shown is what orders are priced by, so growth alone brings nothing. */
export const heldLevel = (levels: HeldLevel[], levelId: number | null): HeldLevel | null =>
  levels.find(({ id }) => id === levelId) ?? null;

/** Whether a level stands above another; any level is above none. */
export const isAbove = (level: HeldLevel | null, other: HeldLevel | null): boolean =>
  level !== null && (other === null || level.growthThreshold > other.growthThreshold);

export const toLevel = (row: LevelRow) => ({
  documentId: row.document_id,
  name: row.name,
  growthThreshold: row.growth_threshold,
  discountPercent: row.discount_percent,
  pointsMultiplierBps: row.points_multiplier_bps,
  color: row.color,
});

/** What a level brings, as codes for programs and Chinese titles for people. */
export function toBenefits(row: LevelRow): { code: string; title: string }[] {
  const benefits = [
    row.discount_percent > 0 && { code: 'discount', title: `会员价立减 ${row.discount_percent}%` },
    row.points_multiplier_bps > 10_000 && {
      code: 'points_multiplier',
      title: `积分 ${row.points_multiplier_bps / 10_000} 倍`,
    },
    Boolean(row.free_freight) && { code: 'free_freight', title: '包邮' },
    Boolean(row.birthday_gift) && { code: 'birthday_gift', title: '生日礼' },
    Boolean(row.consultation) && { code: 'consultation', title: '专属顾问咨询' },
    Boolean(row.benefits) && { code: 'other', title: row.benefits ?? '' },
  ];
  return benefits.filter((benefit) => benefit !== false);
}
