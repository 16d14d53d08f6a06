import { addressesPage } from './addresses.js';
import { cartPage } from './cart.js';
import { checkoutPage } from './checkout.js';
import { homePage } from './home.js';
import { listPage } from './list.js';
import { mallPage } from './mall.js';
import { mePage } from './me.js';
import { messagesPage } from './messages.js';
import { orderPage } from './order.js';
import { ordersPage } from './orders.js';
import { paidPage } from './paid.js';
import { pointsPage } from './points.js';
import { productPage } from './product.js';
import { scanPage } from './scan.js';
import { scanAmountPage } from './scan-amount.js';
import { signInPage } from './sign-in.js';

/**
 * Every page: `path`, what frames it (`title`, `tab`, `tone`), and `render`, which reads from the server and returns
 * `{ body, actions? }`. The first one is shown when the address names none.
 */
export const pages = [
  homePage,
  signInPage,
  listPage,
  productPage,
  cartPage,
  checkoutPage,
  paidPage,
  scanPage,
  scanAmountPage,
  mePage,
  pointsPage,
  mallPage,
  messagesPage,
  ordersPage,
  orderPage,
  addressesPage,
];
