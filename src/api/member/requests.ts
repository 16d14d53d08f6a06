import { z } from 'zod';
import { chinesePhone } from '../../platform/http/chinese-phone';

const wechatCode = z.string().trim().min(1).max(256);

export const loginBody = z.strictObject({
  code: wechatCode.describe('Code of wx.login; single use, five minutes'),
  inviteCode: z.string().trim().max(32).optional().describe('Code of the user who invited this one'),
});

export const refreshBody = z.strictObject({ refreshToken: z.string().min(1).max(200) });

export const logoutBody = z.strictObject({
  all: z.boolean().optional().describe('true: sign out on every device'),
});

/** Pictures come from our own uploads, from the demo folder or from WeChat's servers. */
const pictureAddress = z
  .string()
  .trim()
  .max(500)
  .regex(/^(https?:\/\/[^\s<>"']+|\/[^\s<>"'/][^\s<>"']*)$/, 'must be a URL or a path of this server');

export const profileBody = z.strictObject({
  nickname: z.string().trim().min(1).max(32).optional(),
  avatar: pictureAddress.nullable().optional(),
  gender: z.enum(['unknown', 'male', 'female']).optional(),
  birthday: z.iso.date().nullable().optional(),
});

export const phoneBody = z.strictObject({
  code: wechatCode.describe('Code of the getPhoneNumber button; not the login code'),
});

const addressFields = {
  name: z.string().trim().min(1).max(32),
  phone: chinesePhone,
  province: z.string().trim().min(1).max(32),
  city: z.string().trim().min(1).max(32),
  // Some cities, such as Dongguan, have no districts.
  district: z.string().trim().max(32),
  detail: z.string().trim().min(1).max(200),
  communityId: z.string().trim().min(1).max(64).nullable(),
  isDefault: z.boolean(),
};

export const newAddressBody = z.strictObject({
  ...addressFields,
  district: addressFields.district.default(''),
  communityId: addressFields.communityId.default(null),
  isDefault: addressFields.isDefault.default(false),
});

/** Fields left out stay as they are, so that a client can send the whole address or only what changed. */
export const addressChangeBody = z
  .strictObject(addressFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something');

export const addressParams = z.object({ id: z.string().min(1).max(64) });

export const favoriteParams = z.object({ productId: z.string().regex(/^\w{1,64}$/, 'expects a documentId') });

export const calendarQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must look like 2026-01')
    .optional(),
});

export type ProfileChange = z.infer<typeof profileBody>;
export type NewAddress = z.infer<typeof newAddressBody>;
export type AddressChange = z.infer<typeof addressChangeBody>;
