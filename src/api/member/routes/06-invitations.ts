import { z } from 'zod';
import { cursorQuery } from '../../../platform/http/cursor';
import { defineRoutes } from '../../../platform/http/define-routes';
import { invitationResponse, invitationSummaryResponse } from '../responses';

export default defineRoutes('member', [
  {
    method: 'GET',
    path: '/me/invitations',
    handler: 'invitation.list',
    summary: 'Friends who signed up with the invite code, newest first',
    query: cursorQuery,
    response: z.array(invitationResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/me/invitations/summary',
    handler: 'invitation.summary',
    summary: 'The invite code, how many used it, how many of them paid, and the points that brought',
    response: invitationSummaryResponse,
  },
]);
