import { announce } from '../lib/events.js';
import { api } from './api.js';
import { session } from './session.js';

export const announceCart = (cart) =>
  announce(
    'cart',
    cart.items.reduce((sum, item) => sum + item.quantity, 0),
  );

/** Asks for the cart so that its badge is right; a failure leaves the badge as it is. */
export async function refreshCartCount() {
  if (!session()) {
    announce('cart', 0);
    return;
  }
  await api.get('/cart').then(announceCart, () => undefined);
}
