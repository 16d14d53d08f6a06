import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { addressChangeBody, addressParams, newAddressBody } from '../requests';
import { addressResponse } from '../responses';

export default defineRoutes('member', [
  {
    method: 'GET',
    path: '/me/addresses',
    handler: 'address.list',
    summary: 'The address book, the default address first',
    response: z.array(addressResponse),
  },
  {
    method: 'POST',
    path: '/me/addresses',
    handler: 'address.add',
    summary: 'Add an address; the first one becomes the default',
    body: newAddressBody,
    response: addressResponse,
    successStatus: 201,
    isIdempotent: true,
  },
  {
    method: 'PUT',
    path: '/me/addresses/:id',
    handler: 'address.change',
    summary: 'Change an address or make it the default',
    params: addressParams,
    body: addressChangeBody,
    response: addressResponse,
  },
  {
    method: 'DELETE',
    path: '/me/addresses/:id',
    handler: 'address.remove',
    summary: 'Delete an address; the newest one left becomes the default',
    params: addressParams,
    response: z.null(),
  },
]);
