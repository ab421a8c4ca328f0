/** The clients of the soak, in a process of their own: good and bad requests, and uploads that are never finished. */
import { drive, openSocket } from './closed-loop.js';
import { expose } from './expose.js';

expose({ send, abort });

/** Sends `count` requests; answers how many were answered, and how many of them with another status than 200. */
async function send({ port, requests, connections, count }) {
  const tally = { answered: 0, failed: 0 };
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(port)));
  let left = count - connections;
  const hasMore = () => left-- > 0;
  await Promise.all(sockets.map((socket, k) => drive({ socket, requests, next: k, tally, hasMore })));
  for (const socket of sockets) socket.destroy();
  return tally;
}

/** Starts `count` uploads that announce more than they send, and goes away. */
async function abort({ port, path, count }) {
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n`;
  const part = `{"inputs":[${'1,'.repeat(2000)}`;
  for (let sent = 0; sent < count; sent += 10) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = await openSocket(port);
        await new Promise((resolve) => socket.write(head + part, resolve));
        socket.destroy();
      }),
    );
  }
}
