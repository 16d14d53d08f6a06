import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { countResponse, messageParams, messageResponse, messagesQuery } from '../requests';

export default defineRoutes('message', [
  {
    method: 'GET',
    path: '/me/messages',
    handler: 'inbox.list',
    summary: 'In-app messages, newest first',
    query: messagesQuery,
    response: z.array(messageResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/me/messages/unread-count',
    handler: 'inbox.countUnread',
    summary: 'How many messages are unread',
    response: countResponse,
  },
  {
    method: 'POST',
    path: '/me/messages/read-all',
    handler: 'inbox.markAllRead',
    summary: 'Mark every message read; answers how many were not',
    response: countResponse,
  },
  {
    method: 'POST',
    path: '/me/messages/:id/read',
    handler: 'inbox.markRead',
    summary: 'Mark one message read',
    params: messageParams,
    response: messageResponse,
  },
]);
