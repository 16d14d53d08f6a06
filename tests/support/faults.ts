import { application } from './api';

/** Every way in which the answer to a call can fail to be one. */
export const FAULTS = [
  ['system-error-before', 'WeChat breaks down before it does anything'],
  ['system-error-after', 'WeChat breaks down after it has done it'],
  ['slow', 'the answer comes after the time limit'],
  ['reset-before', 'the connection is cut before WeChat does anything'],
  ['reset-after', 'the connection is cut after WeChat has done it'],
  ['too-many-requests', 'WeChat asks for patience'],
  ['missing-headers', 'the answer is not signed'],
  ['stale-timestamp', 'the answer is signed minutes ago'],
  ['future-timestamp', 'the answer is signed minutes ahead'],
  ['unknown-serial', 'the answer is signed with an unknown key'],
  ['bad-signature', 'the signature of the answer is wrong'],
  ['signature-probe', 'the answer carries a test signature'],
  ['truncated-body', 'the answer is cut off'],
] as const;
export type FaultKind = (typeof FAULTS)[number][0];

const NAME = 'mallard.wechat-pay';
/** How long the shop waits for WeChat Pay meanwhile; the simulator's `slow` must last longer. */
const IMPATIENT_MS = 500;

/** Runs work while the shop waits for WeChat Pay half a second instead of eight, so that a time-out costs a test no more. */
async function withImpatientShop<Result>(work: () => Promise<Result>): Promise<Result> {
  const { strapi, wechatPayClient } = application();
  const { serviceMap } = strapi as unknown as { serviceMap: Map<string, unknown> };
  const patient: unknown = strapi.get(NAME);
  serviceMap.set(NAME, wechatPayClient(IMPATIENT_MS));
  try {
    return await work();
  } finally {
    serviceMap.set(NAME, patient);
  }
}

/** Lets the fault strike the next calls to this path. */
export function strike(kind: FaultKind, match: string, times: number | null): void {
  application().wechat.control.addFault({ kind, match, times, seconds: (IMPATIENT_MS / 1000) * 1.4 });
}

/** Runs work that meets the fault; only a fault of time needs a shop that does not wait long. */
export const meeting = <Result>(kind: FaultKind, work: () => Promise<Result>): Promise<Result> =>
  kind === 'slow' ? withImpatientShop(work) : work();

/** How many switches have not struck as often as they will. */
export const faultsLeft = () => application().wechat.control.listFaults().length;
