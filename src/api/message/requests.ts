import { z } from 'zod';
import { cursorQuery } from '../../platform/http/cursor';

export const messagesQuery = cursorQuery.extend({
  unread: z.enum(['true', 'false']).optional().describe('true: unread ones only'),
});
export const messageParams = z.object({ id: z.string().min(1).max(64) });

export const messageResponse = z.object({
  documentId: z.string(),
  event: z.string(),
  title: z.string(),
  content: z.string(),
  link: z.string().nullable(),
  isRead: z.boolean(),
  readAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export const countResponse = z.object({ count: z.int() });

export type MessagesQuery = z.infer<typeof messagesQuery>;
