import { recall, remember } from '../lib/storage.js';

/** What the result page cannot ask the server for: the balance before, and which notification told the shop. */
export const keepReceipt = (receipt) => remember(`receipt.${receipt.orderNo}`, receipt, 'sessionStorage');

export const receiptOf = (orderNo) => recall(`receipt.${orderNo}`, 'sessionStorage');
