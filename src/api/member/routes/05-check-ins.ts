import { defineRoutes } from '../../../platform/http/define-routes';
import { calendarQuery } from '../requests';
import { checkInCalendarResponse, checkInResponse } from '../responses';

export default defineRoutes('member', [
  {
    method: 'POST',
    path: '/me/check-ins',
    handler: 'check-in.checkIn',
    summary: 'Check in for today',
    response: checkInResponse,
    successStatus: 201,
  },
  {
    method: 'GET',
    path: '/me/check-ins',
    handler: 'check-in.calendar',
    summary: 'Check-in calendar of a month and the current streak',
    query: calendarQuery,
    response: checkInCalendarResponse,
  },
]);
