import { z } from 'zod';

/** An address of a picture that a user names: an upload of this shop, or somewhere WeChat and staff can fetch it over TLS. */
export const pictureAddress = z
  .string()
  .trim()
  .max(500)
  .regex(/^(https:\/\/[^\s<>"']+|\/uploads\/[^\s<>"']+)$/, 'must be an upload of this shop or an https URL');
