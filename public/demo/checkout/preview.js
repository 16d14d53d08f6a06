import { api } from '../server/api.js';

const DELIVERY_UNAVAILABLE = 1601;
const MODES = ['express', 'pickup', 'none'];

/** The body that preview and placing share; what is not chosen yet is left out. */
export function orderBody({ items, mode, address, pickupPoint, pointsToUse }) {
  return {
    items: items.map(({ skuId, quantity }) => ({ skuId, quantity })),
    delivery: {
      mode,
      ...(mode === 'express' && address ? { addressId: address.documentId } : {}),
      ...(mode === 'pickup' && pickupPoint ? { pickupPointId: pickupPoint.documentId } : {}),
    },
    ...(pointsToUse > 0 ? { pointsToUse } : {}),
  };
}

export const previewOrder = (choice) => api.post('/checkout/preview', orderBody(choice));

/** Finds the first way of delivery that all goods of the order offer. */
export async function firstPreview(choice) {
  for (const mode of MODES) {
    try {
      return { mode, preview: await previewOrder({ ...choice, mode }) };
    } catch (failure) {
      if (failure.code !== DELIVERY_UNAVAILABLE || mode === MODES.at(-1)) throw failure;
    }
  }
  throw new Error('unreachable');
}
