import { z } from 'zod';
import type { Route } from '../exchange';
import { billAlteration } from '../pay/bill-alterations';
import type { SimulatorControl } from './control';

interface ControlInput {
  params: Record<string, string>;
  body: unknown;
}

export type ControlRoute = Route<(input: ControlInput) => unknown>;

type MakeRoute = (method: string, path: string, handle: ControlRoute['handle']) => ControlRoute;

const text = z.string().min(1);
const shareFailures = z.strictObject({ failures: z.record(z.string(), text).optional() });
const transferSettlement = z.strictObject({
  status: z.enum(['SUCCESS', 'FAIL', 'CANCELLED']),
  /** e.g. `OVERDUE_CLOSE` for a transfer nobody confirmed in time. */
  failReason: text.optional(),
  delivery: z.enum(['normal', 'none', 'duplicate']).optional(),
});
const dayText = z.iso.date();

/** Bills, splits and transfers. */
export const moneyRoutes = (control: SimulatorControl, route: MakeRoute): ControlRoute[] => [
  route('GET', 'profit-sharings', () => control.listProfitSharings()),
  route('POST', 'profit-sharings/:outOrderNo/settle', ({ params, body }) =>
    control.settleProfitSharing(params.outOrderNo ?? '', shareFailures.parse(body).failures),
  ),
  route('GET', 'transfers', () => control.listTransfers()),
  route('POST', 'transfers/:outBillNo/settle', ({ params, body }) =>
    control.settleTransfer(params.outBillNo ?? '', transferSettlement.parse(body)),
  ),
  route('GET', 'fund-flow', () => control.listFundFlow()),
  route('GET', 'bills/:day/alterations', ({ params }) => control.bills.list(params.day ?? '')),
  route('POST', 'bills/:day/alterations', ({ params, body }) =>
    control.bills.alter(dayText.parse(params.day), billAlteration.parse(body)),
  ),
  route('DELETE', 'bills/:day/alterations', ({ params }) => control.bills.restore(params.day ?? '')),
];
