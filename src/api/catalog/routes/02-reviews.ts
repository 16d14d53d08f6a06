import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { productReviewsParams, productReviewsQuery, reviewedOrderParams, reviewsBody } from '../review-requests';
import { reviewResponse } from '../review-responses';

export default defineRoutes('catalog', [
  {
    method: 'GET',
    path: '/products/:id/reviews',
    handler: 'review.list',
    summary: '商品评价：只含已显示的',
    audience: 'public',
    params: productReviewsParams,
    query: productReviewsQuery,
    response: z.array(reviewResponse),
    paging: 'cursor',
  },
  {
    method: 'POST',
    path: '/orders/:orderNo/reviews',
    handler: 'review.write',
    summary: '评价已完成的订单：每件商品一次，内容经过微信安全检查',
    params: reviewedOrderParams,
    body: reviewsBody,
  },
]);
