/** What a server needs around its routes: a port, a clear word when it cannot start, and a tidy end. */

/** The port that PORT asks for, 8080 without it; 0 is any free one. */
export function readPort() {
  const text = process.env.PORT || '8080';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    exitWith(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(text.slice(0, 64))}`);
  }
  return port;
}

/** Ends the process with one line for the person at the terminal. For a server's `error` event. */
export function exitOnListenError(error) {
  if (error.code === 'EADDRINUSE') {
    exitWith(
      `Port ${error.port} is taken. Stop what listens there, or set PORT to another one; 0 is any that is free.`,
    );
  }
  exitWith(`Cannot listen: ${error.message}`);
}

/** Calls `close` once, at Ctrl-C or when the process is told to end; further signals change nothing. */
export function onStop(close) {
  let isStopping = false;
  const stop = () => {
    // A terminal and npm both send Ctrl-C on: the second one must not cut the first one's work short.
    if (!isStopping) close();
    isStopping = true;
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

/** Takes no more connections and waits for the requests in progress; cuts off what takes longer than ten seconds. */
export async function closeServer(server) {
  const timer = setTimeout(() => server.closeAllConnections(), 10_000);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(timer);
}

function exitWith(message) {
  console.error(message);
  process.exit(1);
}
