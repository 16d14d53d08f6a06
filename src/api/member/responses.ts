import { z } from 'zod';

const instant = z.iso.datetime();

export const tokensResponse = z.object({
  accessToken: z.string(),
  refreshToken: z.string().describe('Good for one refresh within 30 days'),
  expiresIn: z.int().describe('Seconds the access token lives'),
});

const levelResponse = z.object({
  documentId: z.string(),
  name: z.string(),
  growthThreshold: z.int(),
  discountPercent: z.int(),
  pointsMultiplierBps: z.int(),
  color: z.string().nullable(),
});

export const profileResponse = z.object({
  documentId: z.string(),
  nickname: z.string().nullable(),
  avatar: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  gender: z.enum(['unknown', 'male', 'female']),
  birthday: z.iso.date().nullable(),
  level: levelResponse.nullable(),
  growth: z.int(),
  inviteCode: z.string(),
  merchants: z.array(z.object({ documentId: z.string(), name: z.string(), role: z.string(), status: z.string() })),
});

export const loginResponse = tokensResponse.extend({ isNewUser: z.boolean(), user: profileResponse });
export const logoutResponse = z.object({ revokedSessions: z.int() });
export const phoneResponse = z.object({ phoneMasked: z.string() });

export const memberResponse = z.object({
  level: levelResponse.nullable(),
  growth: z.int(),
  evaluatedOn: z.iso.date().nullable().describe('When growth and level are evaluated next; null without growth'),
  nextLevel: levelResponse.extend({ growthNeeded: z.int() }).nullable(),
  benefits: z.array(z.object({ code: z.string(), title: z.string() })),
});

export const addressResponse = z.object({
  documentId: z.string(),
  name: z.string(),
  phone: z.string(),
  province: z.string(),
  city: z.string(),
  district: z.string(),
  detail: z.string(),
  communityId: z.string().nullable(),
  isDefault: z.boolean(),
  createdAt: instant,
});

export const checkInResponse = z.object({ date: z.iso.date(), streak: z.int(), pointsAwarded: z.int() });

export const checkInCalendarResponse = z.object({
  month: z.string(),
  days: z.array(checkInResponse),
  streak: z.int().describe('Days in a row up to today; 0 once a day was missed'),
  isCheckedInToday: z.boolean(),
});

export const invitationResponse = z.object({
  nickname: z.string().describe('Masked'),
  avatar: z.string().nullable(),
  status: z.enum(['registered', 'paid']),
  pointsAwarded: z.int(),
  registeredAt: instant,
  paidAt: instant.nullable(),
});

export const invitationSummaryResponse = z.object({
  inviteCode: z.string(),
  invited: z.int(),
  paid: z.int(),
  pointsAwarded: z.int(),
});

const productCardResponse = z.looseObject({
  documentId: z.string(),
  name: z.string(),
  subtitle: z.string().nullable(),
  cover: z.string().nullable(),
  minPrice: z.int().nullable(),
  maxPrice: z.int().nullable(),
  marketPrice: z.int().nullable(),
  sales: z.int().nullable(),
  flags: z.array(z.string()),
  inStock: z.boolean(),
  isValid: z.boolean().describe('false: off sale now'),
});

export const favoriteResponse = z.object({ productId: z.string(), isFavorite: z.boolean() });
export const favoritedProductResponse = productCardResponse.extend({ favoritedAt: instant });
export const viewedProductResponse = productCardResponse.extend({ viewedAt: instant });
export const removedResponse = z.object({ removed: z.int() });
