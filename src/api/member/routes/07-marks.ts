import { z } from 'zod';
import { cursorQuery } from '../../../platform/http/cursor';
import { defineRoutes } from '../../../platform/http/define-routes';
import { favoriteParams } from '../requests';
import { favoriteResponse, favoritedProductResponse, removedResponse, viewedProductResponse } from '../responses';

export default defineRoutes('member', [
  {
    method: 'GET',
    path: '/me/favorites',
    handler: 'favorite.list',
    summary: 'Favourite products, newest first; what is off sale is marked',
    query: cursorQuery,
    response: z.array(favoritedProductResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/me/favorites/:productId',
    handler: 'favorite.show',
    summary: 'Whether a product is a favourite',
    params: favoriteParams,
    response: favoriteResponse,
  },
  {
    method: 'PUT',
    path: '/me/favorites/:productId',
    handler: 'favorite.add',
    summary: 'Make a product a favourite',
    params: favoriteParams,
    response: favoriteResponse,
  },
  {
    method: 'DELETE',
    path: '/me/favorites/:productId',
    handler: 'favorite.remove',
    summary: 'Make a product a favourite no more',
    params: favoriteParams,
    response: favoriteResponse,
  },
  {
    method: 'GET',
    path: '/me/history',
    handler: 'history.list',
    summary: 'The last 200 products whose page was read with this account, newest first',
    query: cursorQuery,
    response: z.array(viewedProductResponse),
    paging: 'cursor',
  },
  {
    method: 'DELETE',
    path: '/me/history',
    handler: 'history.clear',
    summary: 'Forget which products were looked at',
    response: removedResponse,
  },
]);
