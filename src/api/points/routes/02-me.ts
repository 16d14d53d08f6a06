import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { accountResponse, recordResponse, recordsQuery, statisticsQuery, statisticsResponse } from '../requests';

export default defineRoutes('points', [
  {
    method: 'GET',
    path: '/me/points',
    handler: 'me.account',
    summary: 'Points of the signed-in user',
    response: accountResponse,
  },
  {
    method: 'GET',
    path: '/me/points/records',
    handler: 'me.records',
    summary: 'Points ledger, newest first',
    query: recordsQuery,
    response: z.array(recordResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/me/points/statistics',
    handler: 'me.statistics',
    summary: 'Points earned and spent, by type and by day of the shop’s calendar',
    query: statisticsQuery,
    response: statisticsResponse,
  },
]);
