import { z } from 'zod';

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0\d{2,3}-?[2-8]\d{6,7}(-\d{1,6})?$/;

const bare = (text: string): string => text.replace(/\s/g, '').replace(/^(\+|00)86-?/, '');

/** A mainland mobile number, with or without +86, or a landline with its area code. */
export const chinesePhone = z
  .string()
  .transform(bare)
  .refine((text) => MOBILE.test(text) || LANDLINE.test(text), 'must be a mainland mobile or landline number');

/** A mainland mobile number, with or without +86. */
export const chineseMobile = z
  .string()
  .transform(bare)
  .refine((text) => MOBILE.test(text), 'must be a mainland mobile number');
