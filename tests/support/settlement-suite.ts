import { type AdminClient, signInToPanel } from './admin-client';
import { application } from './api';

/**
 * What suites about settlements and splits have in common: an account of the panel to act with, and the clock put right after every
 * test. Call it once, at the top of the file.
 */
export function settlementSuite(): { admin: AdminClient } {
  let account: AdminClient;
  beforeAll(async () => {
    account = await signInToPanel();
  });
  afterEach(() => {
    application().clock.reset();
  });
  return { admin: { call: (...request) => account.call(...request) } };
}

/** The same for suites about splits: WeChat splits whole payments and has money, and is as usual again after every test. */
export function sharingSuite(): { admin: AdminClient } {
  const suite = settlementSuite();
  const control = () => application().wechat.control;
  beforeEach(async () => {
    await control().changeSettings({ profitSharingMaxBps: 10_000, balanceFen: 100_000_000 });
  });
  afterEach(async () => {
    control().clearFaults();
    await control().changeSettings({
      profitSharingMaxBps: 3_000,
      profitReturnFailReason: null,
      profitSharingSettleSeconds: 2,
      balanceFen: 100_000_000,
    });
  });
  return suite;
}
