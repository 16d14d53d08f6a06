import { loadOrCreateSandboxCredentials, startWechatSimulator } from '../src/gateways/wechat-simulator';
import { readSimulatorEnvironment } from '../src/gateways/wechat-simulator/command-line';

/** Runs the simulated WeChat platform as a process of its own, beside the shop, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const { credentialsFile, ownPush, ...options } = readSimulatorEnvironment(process.env);
  const credentials = { ...loadOrCreateSandboxCredentials(credentialsFile), ...ownPush };
  const simulator = await startWechatSimulator({ ...options, credentials });
  process.stdout.write(`WeChat simulator: ${simulator.url} (control: ${simulator.url}/_control/)\n`);
  const stop = (): void => {
    simulator.close().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
