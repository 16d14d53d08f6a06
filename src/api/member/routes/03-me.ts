import { defineRoutes } from '../../../platform/http/define-routes';
import { phoneBody, profileBody } from '../requests';
import { memberResponse, phoneResponse, profileResponse } from '../responses';

export default defineRoutes('member', [
  { method: 'GET', path: '/me', handler: 'me.show', summary: 'The signed-in user', response: profileResponse },
  {
    method: 'PUT',
    path: '/me',
    handler: 'me.change',
    summary: 'Change nickname, avatar, gender or birthday',
    body: profileBody,
    response: profileResponse,
  },
  {
    method: 'POST',
    path: '/me/phone',
    handler: 'me.bindPhone',
    summary: 'Bind the phone number behind a getPhoneNumber code',
    body: phoneBody,
    response: phoneResponse,
  },
  {
    method: 'GET',
    path: '/me/member',
    handler: 'me.membership',
    summary: 'Member level, growth, next level and benefits',
    response: memberResponse,
  },
]);
