import { z } from 'zod';
import { chineseMobile, chinesePhone } from '../../platform/http/chinese-phone';
import { cursorQuery } from '../../platform/http/cursor';
import { pictureAddress } from '../../platform/http/picture-address';
import { shopDay } from '../../platform/http/shop-day';

export const codeParams = z.object({ code: z.string().regex(/^[0-9A-Za-z_-]{6,32}$/, 'not a payment code') });
export const payCodeBody = z.strictObject({
  amount: z.number().int().min(1).max(100_000_000).optional(),
  pointsToUse: z.number().int().min(0).max(100_000_000).optional(),
});
export const settlementsQuery = cursorQuery.extend({
  status: z.enum(['pending', 'settled']).optional(),
  from: shopDay.optional(),
  to: shopDay.optional(),
});
export type SettlementsQuery = z.infer<typeof settlementsQuery>;
export type PayCodeBody = z.infer<typeof payCodeBody>;

const line = (most: number) => z.string().trim().min(1).max(most);

const profileFields = {
  name: line(40),
  logo: pictureAddress.nullable(),
  introduction: line(500).nullable(),
  contactName: line(32),
  contactPhone: chinesePhone,
  address: line(200).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  businessHours: line(100).nullable(),
};

export const applicationBody = z.strictObject({
  ...profileFields,
  licenseNumber: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{15,18}$/, 'not a licence number')
    .optional(),
  licenseImage: pictureAddress.optional(),
  logo: profileFields.logo.optional(),
  introduction: profileFields.introduction.optional(),
  address: profileFields.address.optional(),
  latitude: profileFields.latitude.optional(),
  longitude: profileFields.longitude.optional(),
  businessHours: profileFields.businessHours.optional(),
});

/** Fields left out stay as they are; null empties one. */
export const profileChangeBody = z
  .strictObject(profileFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something');

export const idParams = z.object({ id: z.string().regex(/^[a-z0-9]{1,32}$/, 'not an id') });
export const staffRole = z.enum(['owner', 'manager', 'cashier', 'courier']);
export const newStaffBody = z.strictObject({ phone: chineseMobile, role: staffRole });
export const staffChangeBody = z.strictObject({ role: staffRole });

const codeFields = {
  title: line(40),
  fixedAmount: z.number().int().min(1).max(5_000_000).nullable(),
};
export const newCodeBody = z.strictObject({ ...codeFields, fixedAmount: codeFields.fixedAmount.default(null) });
export const codeChangeBody = z
  .strictObject({ ...codeFields, enabled: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something');
export const codeImageQuery = z.object({ width: z.coerce.number().int().min(280).max(1280).default(430) });

export const statisticsQuery = z.object({
  from: shopDay.optional().describe('First day in the shop’s time zone; 30 days ending with `to` when absent'),
  to: shopDay.optional().describe('Last day, included; today when absent'),
  groupBy: z.enum(['day', 'code']).default('day'),
});

export type ApplicationBody = z.infer<typeof applicationBody>;
export type ProfileChange = z.infer<typeof profileChangeBody>;
export type NewStaffBody = z.infer<typeof newStaffBody>;
export type StaffChangeBody = z.infer<typeof staffChangeBody>;
export type NewCodeBody = z.infer<typeof newCodeBody>;
export type CodeChange = z.infer<typeof codeChangeBody>;
export type StatisticsQuery = z.infer<typeof statisticsQuery>;
