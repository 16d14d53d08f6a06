import { z } from 'zod';

export const reviewResponse = z.object({
  documentId: z.string(),
  rating: z.int(),
  content: z.string().nullable(),
  images: z.array(z.string()),
  specs: z.record(z.string(), z.string()),
  nickname: z.string().describe('Masked: only the first character'),
  avatar: z.string().nullable(),
  reply: z.string().nullable(),
  repliedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
