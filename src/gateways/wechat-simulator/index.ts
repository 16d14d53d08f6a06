import { createMiniProgramSimulator } from '../wechat-mini-program/simulator';
import { createPaySimulator } from '../wechat-pay/simulator';
import { SimulatorControl } from './control/control';
import { createControlApi } from './control/control-api';
import { listen } from './http-server';
import { RefundClock } from './pay/refund-clock';
import { SimulatorWorld, type WorldOptions } from './world';

export type { PaymentRecord, SettingsChange, SimulatorControl } from './control/control';
export type { PaymentOutcome, PaymentRequest } from './control/request-payment';
export { createSandboxCredentials, loadOrCreateSandboxCredentials, type SandboxCredentials } from './credentials';
export type { BillAlteration, BillAlterationRequest } from './pay/bill-alterations';
export type { FaultRequest } from './faults';
export type { SimulatorSettings } from './settings';
export type {
  DeliveryAttempt,
  ShippingRecord,
  SimulatedNotification,
  SimulatedOrder,
  SimulatedPush,
  SimulatedRefund,
} from './state';

export interface SimulatorOptions extends WorldOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 or unset: a free one. */
  port?: number;
}

export interface RunningSimulator {
  /** Base URL for both halves of WeChat and for `/_control`. */
  url: string;
  control: SimulatorControl;
  /** Stops timers and connections and writes the state. */
  close(): Promise<void>;
}

/**
 * Starts the simulated WeChat platform: WeChat Pay v3, the mini-program API and the control interface on one port.
 * With a state file, orders, refunds and undelivered notifications go on where the last process stopped.
 */
export async function startWechatSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const world = new SimulatorWorld(options);
  const refundClock = new RefundClock(world);
  const control = new SimulatorControl(world, refundClock);
  const faces = [createControlApi(control), createPaySimulator(world, refundClock), createMiniProgramSimulator(world)];
  const server = await listen(faces, { host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  world.notifier.resumeAll();
  refundClock.watchAll();
  const close = async (): Promise<void> => {
    refundClock.stop();
    await world.notifier.stop();
    await world.pusher.stop();
    await server.close();
    await world.save();
  };
  return { url: server.url, control, close };
}
