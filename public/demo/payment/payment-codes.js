import { api } from '../server/api.js';
import { demoPaymentCodes } from '../server/demo-people.js';

const known = new Map();

/** A payment code with what the customer sees after scanning it. */
export async function paymentCode(code) {
  if (!known.has(code)) known.set(code, { code, ...(await api.get(`/payment-codes/${code}`)) });
  return known.get(code);
}

/** The demo merchants' codes that take money; revoked ones are left out. */
export async function paymentCodes() {
  const found = await Promise.all(
    demoPaymentCodes.map((code) =>
      paymentCode(code).catch((failure) => {
        if (failure.status === 404) return null;
        throw failure;
      }),
    ),
  );
  return found.filter((code) => code !== null);
}
