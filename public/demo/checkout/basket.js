import { recall, remember } from '../lib/storage.js';

/** What is about to be ordered: `{ items, isFromCart }`; kept so that a reload of the checkout loses nothing. */
export const keepBasket = (basket) => remember('basket', basket, 'sessionStorage');

export const basket = () => recall('basket', 'sessionStorage');
