import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  /** The address clients should use instead of the target's. */
  url: string;
  /** Lets nothing through any more, in neither direction, and closes nothing: what a network partition looks like. */
  freeze(): void;
  /** Hangs up on everybody and on whoever comes: what a stopped server looks like. */
  cut(): void;
  /** Lets everything through again. What was frozen stays lost: those connections are closed. */
  heal(): void;
  close(): Promise<void>;
}

/** Stands between a client and a server such as Redis, so that a test can take the network away. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { protocol, hostname, port, pathname } = new URL(target);
  const open = new Set<Socket>();
  let state: 'open' | 'frozen' | 'cut' = 'open';
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  };
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  const pass = (from: Socket, to: Socket) => {
    from.on('data', (bytes) => {
      if (state === 'open') to.write(bytes);
    });
    from.on('close', () => {
      if (state !== 'frozen') to.destroy();
    });
  };
  const server = createServer((client) => {
    keep(client);
    if (state === 'cut') client.destroy();
    if (state !== 'open') return;
    const upstream = connect(Number(port), hostname);
    keep(upstream);
    pass(client, upstream);
    pass(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    freeze: () => {
      state = 'frozen';
    },
    cut: () => {
      state = 'cut';
      hangUp();
    },
    heal: () => {
      if (state === 'frozen') hangUp();
      state = 'open';
    },
    close: async () => {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}
