import { database } from './members';

const ZONE = 'Asia/Shanghai';

/** What happened to a merchant's money, read record by record. */
export interface BookLine {
  kind: 'payment' | 'refund';
  at: number;
  paymentId: number;
  amount: number;
  /** Kept of a payment; negative for what is given up with a refund. */
  commission: number;
  userId: number;
  codeId: number | null;
  points: number;
}

export const shanghaiDay = (at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at);
const ms = (value: unknown): number => new Date(value as string | number | Date).getTime();

type Row = Record<string, unknown>;

/** Goes through every order, payment and refund of a merchant one by one: slow, and as plain as the rules. */
export async function readBooks(merchantId: number): Promise<BookLine[]> {
  const merchant = (await database()('merchants').where({ id: merchantId }).first()) as { commission_bps: number };
  const keep = (amount: number) => Math.floor((amount * merchant.commission_bps) / 10_000);
  const lines: BookLine[] = [];
  for (const order of (await database()('orders').where({ merchant_id: merchantId })) as Row[]) {
    const buyer = { userId: Number(order.user_id), codeId: (order.payment_code_id ?? null) as number | null };
    for (const payment of (await database()('payments').where({ order_id: order.id })) as Row[]) {
      if (payment.state !== 'succeeded') continue;
      const refunds = (await database()('refunds').where({ payment_id: payment.id, state: 'succeeded' })) as Row[];
      if (refunds.some(({ reason }) => reason === 'late_payment' || reason === 'surplus_payment')) continue;
      let left = Number(payment.amount);
      const points = Number(order.points_earned);
      const whose = { ...buyer, paymentId: Number(payment.id) };
      lines.push({ kind: 'payment', at: ms(payment.paid_at), amount: left, commission: keep(left), points, ...whose });
      for (const refund of refunds.sort(
        (a, b) => ms(a.succeeded_at) - ms(b.succeeded_at) || Number(a.id) - Number(b.id),
      )) {
        const amount = Number(refund.amount);
        const commission = keep(left - amount) - keep(left);
        lines.push({ kind: 'refund', at: ms(refund.succeeded_at), amount, commission, points: 0, ...whose });
        left -= amount;
      }
    }
  }
  return lines;
}

/** The figures of some of a merchant's lines; `all` tells who had been there before. */
export function figuresOf(lines: BookLine[], all: BookLine[]) {
  const payments = lines.filter(({ kind }) => kind === 'payment');
  const refunds = lines.filter(({ kind }) => kind === 'refund');
  const sum = (of: BookLine[], what: 'amount' | 'points') => of.reduce((total, line) => total + line[what], 0);
  // Of two payments in the same moment the one that was started first is the first visit.
  const firstVisit = (userId: number) =>
    all
      .filter((line) => line.kind === 'payment' && line.userId === userId)
      .sort((a, b) => a.at - b.at || a.paymentId - b.paymentId)[0]?.paymentId;
  const customers = [...new Set(payments.map(({ userId }) => userId))];
  const newcomers = customers.filter((userId) =>
    payments.some((line) => line.userId === userId && line.paymentId === firstVisit(userId)),
  );
  const [paidAmount, refundedAmount] = [sum(payments, 'amount'), sum(refunds, 'amount')];
  return {
    orders: payments.length,
    paidAmount,
    refunds: refunds.length,
    refundedAmount,
    netAmount: paidAmount - refundedAmount,
    averageTicket: payments.length === 0 ? 0 : Math.floor(paidAmount / payments.length),
    customers: customers.length,
    newCustomers: newcomers.length,
    returningCustomers: customers.length - newcomers.length,
    pointsGiven: sum(payments, 'points'),
  };
}
